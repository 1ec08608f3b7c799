using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Repositories;

/// <summary>Lets images pass that are good enough.</summary>
internal static class ScanGate
{
    /// <exception cref="LambdaImageException">Something was found that is too bad.</exception>
    public static ImageScan Pass(ImageScan scan, ScanSeverity? limit) =>
        limit is { } mildest && scan.AtLeast(mildest) > 0 ? throw ScanErrors.Rejected(scan, mildest) : scan;
}

using LambdaImage.Engine.Oci.Layout;

namespace LambdaImage.Engine.Plans;

/// <summary>An existing image may also be given as a path: of an OCI layout folder or an archive.</summary>
internal static class ImageFile
{
    /// <returns>Where it is; null when the text is no path to something on disk, and so a reference.</returns>
    public static ImageLocation? Find(string image)
    {
        if (!Path.IsPathFullyQualified(image)) return null;
        if (OciLayout.Is(image)) return new ImageLocation(ImageLocationKind.OciLayout, image);
        return File.Exists(image) ? new ImageLocation(ImageLocationKind.Archive, image) : null;
    }
}

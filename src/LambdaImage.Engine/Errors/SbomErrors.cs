namespace LambdaImage.Engine.Errors;

/// <summary>What keeps an SBOM from being made.</summary>
internal static class SbomErrors
{
    public static LambdaImageException NoProject(string image) => new(
        ErrorKind.RequestInvalid,
        $"There is no SBOM to make for {image}: it was built elsewhere, and an SBOM is read from the lock files of a project.",
        "Ask for it where the image is built, with Build-LambdaImage ./project | Publish-LambdaImage -Sbom, or leave it out. Copy-LambdaImage takes along what an image has.",
        image);
}

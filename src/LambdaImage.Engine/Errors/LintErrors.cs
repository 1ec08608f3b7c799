namespace LambdaImage.Engine.Errors;

/// <summary>What can be wrong with a request to check a Dockerfile, or to write down what was found.</summary>
internal static class LintErrors
{
    public static LambdaImageException UnknownRule(string id, string? nearest, string page) => new(
        ErrorKind.RequestInvalid,
        $"There is no rule '{id}'.",
        nearest is null ? $"{page} lists the rules." : $"Did you mean {nearest}?",
        id);

    public static LambdaImageException NothingToCheck(string image) => new(
        ErrorKind.RequestInvalid,
        $"There is no Dockerfile to check: the project uses the existing image {image}.",
        "Give a folder or a Dockerfile; for images, look at them with docker or skopeo inspect.",
        image);

    public static LambdaImageException ReportNotWritable(string path, Exception cause) => new(
        ErrorKind.OutputNotWritable,
        $"The report {path} cannot be written: {cause.Message}",
        "Give a path in a folder that exists and can be written to.",
        path,
        inner: cause);
}

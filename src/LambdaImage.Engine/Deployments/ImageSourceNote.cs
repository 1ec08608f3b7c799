using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Lambda;

namespace LambdaImage.Engine.Deployments;

/// <summary>Notes at a function which tags its image came from, so that it can be seen later when a tag has moved on.
/// Whoever may not tag functions goes without.</summary>
internal sealed class ImageSourceNote(AwsConnection aws, IWorkReporter reporter)
{
    /// <summary>Completes what a plan says of a change.</summary>
    /// <param name="function">The function as it is; null: it is created.</param>
    /// <param name="source">What to note; null: nothing is known.</param>
    public static string Words(FunctionDescription? function, ImageSource? source) =>
        IsNoted(function, source) ? "" : $", and note at it that the image came from {string.Join(", ", source!.Tags)}";

    /// <param name="function">The function as it is.</param>
    /// <param name="source">What to note; null: nothing is known.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Whether something was written.</returns>
    public async Task<bool> WriteAsync(FunctionDescription function, ImageSource? source, CancellationToken cancel)
    {
        if (IsNoted(function, source)) return false;
        try
        {
            var tag = new Dictionary<string, string>(StringComparer.Ordinal) { [ImageSource.TagName] = source!.ToString() };
            return await aws.SendAsync(new TagResource(function.Configuration.FunctionArn, tag), cancel);
        }
        catch (LambdaImageException e)
        {
            reporter.Log(LogLevel.Verbose, $"Which tag the image came from is not noted at the function: {e.Message}");
            return false;
        }
    }

    private static bool IsNoted(FunctionDescription? function, ImageSource? source) =>
        source is null || function?.Tags?.GetValueOrDefault(ImageSource.TagName) == source.ToString();
}

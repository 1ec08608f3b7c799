using LambdaImage.Engine.Registries;

namespace LambdaImage.Engine.Plans;

/// <summary>Finds where the layers of a build go while they are still being compressed.</summary>
internal static class HeadStartPlanner
{
    /// <param name="request">What is built, and how it will be published.</param>
    /// <param name="tag">Local name of the image.</param>
    /// <param name="parts">Reaches the outside.</param>
    /// <param name="connect">Connects to where images go.</param>
    /// <param name="reporter">Takes log lines.</param>
    /// <param name="cancel">Stops looking.</param>
    /// <returns>What is to be told of each layer before its first byte; null: nobody knows yet where the image goes.</returns>
    public static LayersAhead? Plan(
        BuildRequest request, string tag, EngineParts parts, Func<PublishRequest, Connections> connect, IWorkReporter reporter, CancellationToken cancel)
    {
        if (request.PublishAs is not { } publish) return null;
        var wanted = publish(ToBe(request, tag));
        var connections = connect(wanted);
        var repository = new Lazy<Task<RegistryClient?>>(FindAsync);
        return new LayersAhead(connections.Registries.HeadStarts, () => repository.Value);

        async Task<RegistryClient?> FindAsync()
        {
            try
            {
                var target = await PublishTarget.FindAsync(wanted, parts, connections, reporter, cancel);
                return target.Ecr is { Creates: true } ? null : await connections.Registries.ForPushAsync(target.Repository, cancel);
            }
            catch (LambdaImageException)
            {
                // Publishing will meet the same, and say so.
                return null;
            }
        }
    }

    /// <summary>The image as far as it is known before it is built: enough to tell where it goes.</summary>
    private static BuiltLambdaImage ToBe(BuildRequest request, string tag) => new()
    {
        Reference = tag,
        Digest = "",
        ImageId = "",
        Size = 0,
        Architecture = request.Dockerfile.Project.Architecture,
        Builder = "",
        Location = new ImageLocation(ImageLocationKind.OciLayout, ""),
        Dockerfile = request.Dockerfile,
    };
}

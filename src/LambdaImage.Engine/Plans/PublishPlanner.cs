using LambdaImage.Engine.Aws.Ecr;

namespace LambdaImage.Engine.Plans;

/// <summary>Plans to push an image: what its repository lacks, and whether there is one.</summary>
internal sealed class PublishPlanner(EngineParts parts, Connections connections)
{
    public async Task<Plan<PublishedLambdaImage>> PlanAsync(PublishRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        var target = await PublishTarget.FindAsync(request, connections, cancel);
        var image = await new ImageOpener(parts, connections, reporter).OpenAsync(request.Image, cancel);
        var push = await connections.Registries.Pusher.PlanAsync(image, target.Repository, target.Tags, cancel);
        var creates = target.Ecr is { Creates: true };
        var action = creates ? $"Create the repository, then: {push.Action}" : push.Action;

        return new Plan<PublishedLambdaImage>(push.Target.ToString(), action, RunAsync)
        {
            Changes = creates || !push.NoChange,
            Preview = Result(created: creates, [], 0, TimeSpan.Zero),
        };

        async Task<PublishedLambdaImage> RunAsync(IWorkReporter log, CancellationToken stop)
        {
            var start = parts.Time.GetTimestamp();
            var created = target.Ecr is not null && await new EcrRepositories(target.Aws!)
                .RunAsync(target.Ecr, PublishTarget.ServiceOf(request.Image), log, stop);
            var done = await push.RunAsync(log, stop);
            return Result(created, done.Blobs, done.BytesSent, parts.Time.GetElapsedTime(start));
        }

        PublishedLambdaImage Result(bool created, IReadOnlyList<LayerUpload> blobs, long sent, TimeSpan duration) => new()
        {
            ImageUri = push.Target.ToString(),
            Repository = push.Target.Name,
            Digest = image.Descriptor.DigestText,
            Tags = push.Tags,
            Region = target.Ecr?.Registry.Region,
            AccountId = target.Ecr?.Registry.AccountId,
            RepositoryCreated = created,
            Layers = blobs,
            Size = image.Manifest.Layers.Sum(layer => layer.Size),
            BytesSent = sent,
            NoChange = push.NoChange,
            Architecture = request.Image.Architecture,
            Duration = duration,
            Image = request.Image,
        };
    }
}

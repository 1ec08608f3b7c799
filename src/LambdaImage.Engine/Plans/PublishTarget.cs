using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Repositories;
using LambdaImage.Engine.Sources;

namespace LambdaImage.Engine.Plans;

/// <summary>Where an image goes: a repository of any registry, the tags, and, for Amazon ECR, whether the repository must be created.</summary>
/// <param name="Repository">Registry and repository.</param>
/// <param name="Tags">Tags, never empty.</param>
/// <param name="Ecr">What is known of the ECR repository; null for other registries.</param>
/// <param name="Aws">Connection to the registry's Region; null for other registries.</param>
internal sealed record PublishTarget(ImageReference Repository, IReadOnlyList<string> Tags, EcrRepositoryPlan? Ecr, AwsConnection? Aws)
{
    public static async Task<PublishTarget> FindAsync(
        PublishRequest request, EngineParts parts, Connections connections, IWorkReporter reporter, CancellationToken cancel)
    {
        var destination = request.Destination is { } text ? ImageReference.Parse(text) : null;
        if (destination?.Digest is not null) throw PlanErrors.DestinationHasDigest(request.Destination!);
        if (destination is not null && request.Repository is not null) throw PlanErrors.DestinationAndRepository();
        var stage = request.Stage ?? PublishRequest.DefaultStage;
        var tags = request.Tags.Count > 0 ? await TagsAsync(request, stage, parts, cancel) : [destination?.Tag ?? ImageReference.DefaultTag];
        foreach (var tag in tags) CheckTag(tag);

        var registry = destination is null ? null : EcrRegistry.TryParse(destination.Registry);
        if (destination is not null && registry is null)
            return new PublishTarget(destination with { Tag = null }, tags, null, null);

        var aws = registry is null ? connections.Aws : connections.Aws.In(registry.Region);
        var service = ServiceOf(request.Image);
        var name = destination?.Repository
            ?? (request.Repository is { } template ? RepositoryNaming.Expand(template, service, stage) : RepositoryNaming.Default(service, stage));
        var ecr = await new EcrRepositories(aws, reporter).PlanAsync(
            new RepositoryTarget(name, registry?.AccountId, !request.NoCreateRepository) { Service = service, Options = request.RepositoryOptions }, cancel);
        parts.Warnings.Say(ecr.Warnings, reporter);
        return new PublishTarget(ImageReference.Parse(ecr.Uri), tags, ecr, aws);
    }

    /// <exception cref="LambdaImageException">It is no tag.</exception>
    public static void CheckTag(string tag)
    {
        if (ImageReference.TryParse("registry.example/name:" + tag) is not { Digest: null }) throw PlanErrors.TagInvalid(tag);
    }

    private static async Task<IReadOnlyList<string>> TagsAsync(PublishRequest request, string stage, EngineParts parts, CancellationToken cancel)
    {
        var source = TagTemplate.NeedsSource(request.Tags)
            ? await new SourceRevisions(parts.Environment, parts.Processes).ReadAsync(request.Image.Dockerfile?.Project.Path, cancel)
            : new SourceRevision();
        var template = new TagTemplate(stage, request.Version, parts.Time.GetUtcNow(), source);
        return [.. request.Tags.Select(template.Expand).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The project's name; an image given directly goes by the last part of its repository.</summary>
    public static string ServiceOf(BuiltLambdaImage image) =>
        image.Dockerfile?.Project.Name ?? ImageReference.Parse(image.Reference).Repository.Split('/')[^1];
}

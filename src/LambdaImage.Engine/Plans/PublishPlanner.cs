using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Repositories;
using LambdaImage.Engine.Sboms;
using LambdaImage.Engine.Sources;

namespace LambdaImage.Engine.Plans;

/// <summary>Plans to push an image: what its repository lacks, and whether there is one.</summary>
internal sealed class PublishPlanner(EngineParts parts, Connections connections)
{
    public async Task<Plan<PublishedLambdaImage>> PlanAsync(PublishRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        var target = await PublishTarget.FindAsync(request, parts, connections, reporter, cancel);
        var image = await new ImageOpener(parts, connections, reporter).OpenAsync(request.Image, cancel);
        var push = await connections.Registries.Pusher.PlanAsync(image, target.Repository, target.Tags, cancel);
        target.Ecr?.CheckMoves(push.TagsToMove);
        if (!push.NoChange && ImageCheck.Doubt(image, request.Image.Reference) is { } doubt) parts.Warnings.Say([doubt], reporter);
        var sbom = await SbomAsync(request, image, push.Target, reporter, cancel);
        var scans = request.WaitForScan || request.FailOnSeverity is not null;
        if (scans && target.Ecr is null) throw ScanErrors.NotEcr(push.Target.ToString());
        var first = target.Ecr?.Action;
        var isSent = !push.NoChange || sbom is { NoChange: false };
        string[] sends = [.. push.NoChange && sbom is { NoChange: false } ? [] : (string[])[push.Action], .. sbom is { NoChange: false } ? (string[])[sbom.Action] : []];
        var own = scans ? string.Join("; ", sends) + "; then wait for its scan" : !isSent && first is not null ? null : string.Join("; ", sends);
        var action = first is null ? own! : own is null ? first : $"{first}, then: {own}";
        // What is there already may have been found wanting since; to start a scan is a change.
        var isScanned = scans && push.NoChange && await IsScannedAsync(target, push.Target, cancel);
        if (push.NoChange) reporter.Log(LogLevel.Verbose, $"{push.Target}: {push.Action}.");

        return new Plan<PublishedLambdaImage>(push.Target.ToString(), action, RunAsync)
        {
            Preparation = first,
            Own = own,
            Changes = first is not null || isSent || (scans && !isScanned),
            Preview = Result(created: target.Ecr is { Creates: true }, [], 0, TimeSpan.Zero),
        };

        async Task<PublishedLambdaImage> RunAsync(IWorkReporter log, CancellationToken stop)
        {
            var start = parts.Time.GetTimestamp();
            using var held = parts.Cache.Hold(ImageOpener.FilesOf(request.Image.Location.Value, image));
            var (created, done) = target.Ecr is null
                ? (false, await push.RunAsync(log, stop))
                : await new EcrRepositories(target.Aws!.ReportingTo(log), log, parts.Time).RunAsync(target.Ecr, () => push.RunAsync(log, stop), stop);
            var attached = sbom is null ? 0 : await sbom.RunAsync(log, stop);
            var scan = scans
                ? ScanGate.Pass(
                    await new ImageScanner(target.Aws!.ReportingTo(log), parts.Time, log).WaitAsync(target.Ecr!.Registry, push.Target, request.ScanTimeout, stop),
                    request.FailOnSeverity)
                : null;
            parts.Cache.Release(request.Image.Location.Value);
            return Result(created, done.Blobs, done.BytesSent + attached, parts.Time.GetElapsedTime(start)) with { Scan = scan };
        }

        static async Task<bool> IsScannedAsync(PublishTarget target, ImageReference image, CancellationToken cancel) =>
            await target.Aws!.SendAsync(new DescribeImageScanFindings(EcrImageId.Of(target.Ecr!.Registry, image), NextToken: null), cancel) is not null;

        PublishedLambdaImage Result(bool created, IReadOnlyList<LayerUpload> blobs, long sent, TimeSpan duration) => new()
        {
            ImageUri = push.Target.ToString(),
            Repository = push.Target.Name,
            Digest = image.Descriptor.DigestText,
            Tags = push.Tags,
            Region = target.Ecr?.Registry.Region,
            AccountId = target.Ecr?.Registry.AccountId,
            RepositoryCreated = created,
            RepositoryChanges = [.. target.Ecr?.Changes.Select(change => change.Words) ?? []],
            Layers = blobs,
            Size = image.Manifest.Layers.Sum(layer => layer.Size),
            BytesSent = sent,
            NoChange = !isSent && first is null,
            SbomUri = sbom?.Uri,
            Architecture = request.Image.Architecture,
            Duration = duration,
            Image = request.Image,
        };
    }

    /// <summary>The SBOM to store beside the image; null: none is wanted.</summary>
    private async Task<SbomAttachment?> SbomAsync(PublishRequest request, IImage image, ImageReference place, IWorkReporter reporter, CancellationToken cancel)
    {
        // To an image that is used as it is the key of lambda-image.yml means nothing, as a warning has said.
        if (!request.Sbom && request.Image.Dockerfile?.Project is not { Options.Sbom: true, Mode: not BuildMode.Prebuilt }) return null;
        var sbom = Sbom.Read(request.Image.Dockerfile ?? throw SbomErrors.NoProject(request.Image.Reference), request.Image, place);
        parts.Warnings.Say(sbom.Warnings, reporter);
        return await SbomAttachment.PlanAsync(sbom, SourceDate.Of(parts.Environment), image, place, connections.Registries, cancel);
    }
}

using System.Globalization;
using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;
using LambdaImage.Engine.Oci.Layout;
using LambdaImage.Engine.Sources;

namespace LambdaImage.Engine.Builders.Daemonless;

/// <summary>Builds without daemon, shell or root whatever has no RUN. Layers of the base stay in their
/// registry.</summary>
/// <param name="open">Opens images in registries.</param>
/// <param name="openBlob">Opens layers that a layout leaves in their registry; null: there must be none.</param>
/// <param name="environment">Gives the cache folder and SOURCE_DATE_EPOCH.</param>
/// <param name="time">Tells which files changed just now.</param>
internal sealed class DaemonlessBuilder(OpenImage open, OpenBlob? openBlob, IEnvironment environment, TimeProvider time) : IImageBuilder
{
    /// <summary>Folder of the layout within the work folder.</summary>
    private const string LayoutFolder = "layout";

    public BuildEngine Engine => BuildEngine.Daemonless;

    public Task<Availability> ProbeAsync(CancellationToken cancel) =>
        Task.FromResult(new Availability(true, "built in"));

    public Unsupported? Check(Dockerfile dockerfile, BuildRequest request) =>
        DaemonlessCheck.First(dockerfile, StageSelection.Of(dockerfile, request.Target, new StageBases(dockerfile, request)));

    public async Task<BuildResult> BuildAsync(BuildJob job, IWorkReporter reporter, CancellationToken cancel)
    {
        var epoch = EpochOf(job);
        var dockerfile = job.Request.Dockerfile;
        CacheFile.MakeFolder(job.WorkFolder);
        using var spool = new LayerSpool(job.WorkFolder);
        var store = new FileDigestStore(
            Path.Combine(environment.CacheFolder, "files"), $"{dockerfile.ContextPath}\n{dockerfile.Path}\n{job.Request.Target}");
        var digests = job.Request.NoCache ? new FileDigests(time.GetUtcNow()) : store.Open(time.GetUtcNow());
        var progress = new BuildSteps(reporter);
        var blobs = StoredBlobs.Of(environment);
        var build = new DaemonlessBuild(
            job, open, openBlob, new ImageListings(blobs, progress, reporter), new TransferEnvironment(spool, epoch, reporter));
        var whole = progress.Begin("Build " + job.Tag);
        var steps = progress.Start("Carry out the Dockerfile");
        var run = await build.RunAsync(cancel);
        progress.Complete(steps);
        CheckPlatform(run, job);

        var maker = new LayerMaker(
            job.Request.NoCache ? null : new LayerCache(Path.Combine(environment.CacheFolder, "layers")),
            digests, spool, job.WorkFolder, job.Follow);
        var layers = await MakeLayersAsync(run, maker, progress, reporter, cancel);
        if (!job.Request.NoCache) store.Keep(digests);
        var image = Compose(run, layers, epoch);
        var folder = Path.Combine(job.WorkFolder, LayoutFolder);
        await OciLayout.WriteAsync(image, folder, job.Tag, LayoutContent.Sparse, reporter, cancel);
        // The layout has names of its own for them.
        foreach (var layer in layers) CacheFile.Remove(layer.Layer.Path);
        var stored = await OciLayout.OpenAsync(folder, null, OpenBaseBlob, isCached: true, cancel);
        progress.Complete(whole);
        string[] origins = [.. (run.Image?.Layers ?? []).Select(_ => "base"), .. run.Origins];
        return new BuildResult(stored, new ImageLocation(ImageLocationKind.OciLayout, folder), run.ImageName, origins);

        Task<Stream> OpenBaseBlob(ImageReference repository, Descriptor blob, CancellationToken stop) =>
            image.Layers.First(layer => layer.Descriptor.DigestText == blob.DigestText).OpenAsync(stop);
    }

    private static async Task<WrittenLayer[]> MakeLayersAsync(
        StageRun run, LayerMaker maker, BuildSteps progress, IWorkReporter reporter, CancellationToken cancel)
    {
        var mediaType = run.ManifestType == MediaTypes.DockerManifest
            ? MediaTypes.DockerLayerGzip
            : MediaTypes.OciLayerGzip;
        var steps = run.Files.Layers.Select((entries, number) => progress.Start(
            $"Layer of {run.Origins[number]}", entries.Sum(entry => entry.Content?.Length ?? 0))).ToArray();
        var made = await maker.MakeAsync(
            [.. run.Files.Layers.Select((entries, number) =>
                new LayerDraft(entries, done => progress.Advance(steps[number], done)))],
            mediaType, cancel);
        foreach (var (layer, number) in made.Select((layer, number) => (layer, number)))
        {
            progress.Complete(steps[number]);
            var how = layer.WasCached ? "was compressed before" : "compressed";
            reporter.Log(
                LogLevel.Verbose,
                $"Layer of {run.Origins[number]}: {run.Files.Layers[number].Count} entries, "
                + $"{layer.Layer.Descriptor.Size:N0} bytes, {how}, {layer.DiffId}.");
        }

        return made;
    }

    private static StoredImage Compose(StageRun run, WrittenLayer[] layers, long epoch)
    {
        var config = run.Config with
        {
            Created = DateTimeOffset.FromUnixTimeSeconds(epoch)
                .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            RootFs = run.Config.RootFs with
            {
                DiffIds = [.. run.Config.RootFs.DiffIds, .. layers.Select(layer => layer.DiffId.Value)],
            },
            History = run.History,
        };
        config = config.WithoutLeftovers();
        return StoredImage.Compose(
            run.ManifestType, config, [.. run.Image?.Layers ?? [], .. layers.Select(layer => layer.Layer)], run.Base, run.Image?.Config.Config?.Labels);
    }

    private static void CheckPlatform(StageRun run, BuildJob job)
    {
        var name = run.ImageName ?? job.Tag;
        if (run.Config.Os != "linux") throw ImageErrors.NotLinux(name, run.Config.Os);
        if (run.Config.Architecture != job.Architecture.OciName())
            throw ImageErrors.Architecture(name, run.Config.Architecture, job.Architecture);
    }

    private long EpochOf(BuildJob job) =>
        SourceDate.Read(job.Request.BuildArguments.GetValueOrDefault(SourceDate.Variable) ?? environment.Get(SourceDate.Variable)) ?? 0;
}

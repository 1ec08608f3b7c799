namespace LambdaImage.Engine.Plans;

/// <summary>The way from a folder to a published image, planned step by step from what the step before would give, as far as that can be known
/// without doing it.</summary>
internal sealed class ImageWay
{
    private readonly LambdaImageEngine _engine;
    private readonly DockerfileRequest _dockerfile;
    private readonly Func<LambdaDockerfile, BuildRequest> _build;
    private readonly Func<BuiltLambdaImage, PublishRequest> _publish;
    private IPlan<PublishedLambdaImage>? _planned;

    private ImageWay(
        LambdaImageEngine engine, DockerfileRequest dockerfile, Func<LambdaDockerfile, BuildRequest> build, Func<BuiltLambdaImage, PublishRequest> publish)
    {
        _engine = engine;
        _dockerfile = dockerfile;
        _build = build;
        _publish = publish;
    }

    /// <summary>What will be done.</summary>
    public IReadOnlyList<WayStep> Steps { get; private set; } = [];

    /// <summary>Whether anything is written but caches.</summary>
    public bool Changes { get; private set; }

    /// <summary>The image as it will be published; null: not even its digest is known before it is built.</summary>
    public PublishedLambdaImage? Preview { get; private set; }

    /// <param name="engine">Plans the steps.</param>
    /// <param name="project">The project.</param>
    /// <param name="force">Whether a foreign Dockerfile may be overwritten.</param>
    /// <param name="renewPins">Whether pins are made anew.</param>
    /// <param name="sendAhead">Whether large layers may be sent while they are compressed.</param>
    /// <param name="build">How to build.</param>
    /// <param name="publish">How to publish.</param>
    /// <param name="reporter">Takes progress and log lines.</param>
    /// <param name="cancel">Stops planning.</param>
    public static async Task<ImageWay> PlanAsync(
        LambdaImageEngine engine, LambdaProject project, bool force, bool renewPins, bool sendAhead,
        Func<LambdaDockerfile, BuildRequest> build, Func<BuiltLambdaImage, PublishRequest> publish, IWorkReporter reporter, CancellationToken cancel)
    {
        // The same for the build: engine and session do not depend on the Dockerfile.
        var asked = build(new LambdaDockerfile { Project = project, ContextPath = project.Path });
        var way = new ImageWay(
            engine,
            new DockerfileRequest
            {
                Project = project,
                Force = force,
                RenewPins = renewPins,
                Engine = asked.Engine,
                AllowInsecureRegistry = asked.AllowInsecureRegistry,
                Session = asked.Session,
            },
            sendAhead ? dockerfile => build(dockerfile) with { PublishAs = publish } : build,
            publish);
        await way.PlanStepsAsync(reporter, cancel);
        return way;
    }

    /// <summary>Goes the way.</summary>
    public async Task<PublishedLambdaImage> RunAsync(IWorkReporter log, CancellationToken stop)
    {
        // Nothing to do, but perhaps a scan to ask.
        if (_planned is not null && !Changes) return await _planned.RunAsync(log, stop);
        var written = await (await _engine.PlanAsync(_dockerfile, log, stop)).RunAsync(log, stop);
        // The image was built to see what would be sent: what was shown is what is done.
        if (_planned is not null) return await _planned.RunAsync(log, stop);
        var built = await (await _engine.PlanAsync(_build(written), log, stop)).RunAsync(log, stop);
        return await (await _engine.PlanAsync(_publish(built), log, stop)).RunAsync(log, stop);
    }

    private async Task PlanStepsAsync(IWorkReporter reporter, CancellationToken cancel)
    {
        List<WayStep> steps = [];
        Steps = steps;
        void Add<T>(IPlan<T> plan, string? action)
        {
            if (!plan.Changes) return;
            // A build that only fills the cache is no change; what comes of it is.
            Changes |= !plan.CacheOnly;
            if (action is not null) steps.Add(new($"{action} ({plan.Target})"));
        }

        var dockerfile = await _engine.PlanAsync(_dockerfile, reporter, cancel);
        Add(dockerfile, dockerfile.Action);
        var text = dockerfile.Changes
            ? await (await _engine.PlanAsync(_dockerfile with { TextOnly = true }, reporter, cancel)).RunAsync(reporter, cancel)
            : await dockerfile.RunAsync(reporter, cancel);
        var build = await _engine.PlanAsync(_build(text), reporter, cancel);
        Add(build, build.Action);
        if (build.Changes && !build.CacheOnly)
        {
            steps.Add(new("push the image"));
            return;
        }

        var image = await build.RunAsync(reporter, cancel);
        var publish = await _engine.PlanPublishAsync(_publish(image), reporter, cancel);
        if (publish.Preparation is { } first) steps.Add(new($"{first} ({publish.Preview!.Repository})") { IsShared = true });
        Add(publish, publish.Own);
        Preview = publish.Preview!;
        _planned = publish;
    }
}

/// <summary>A step on the way of an image.</summary>
/// <param name="Words">What is done, and with what.</param>
internal sealed record WayStep(string Words)
{
    /// <summary>Whether other images of the same service may have it too, and it is done once.</summary>
    public bool IsShared { get; init; }
}

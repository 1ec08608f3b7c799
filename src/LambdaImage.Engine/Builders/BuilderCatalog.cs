using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Builders;

/// <summary>Chooses the builder. Order is policy: the first that can do it is taken.</summary>
/// <param name="builders">The daemonless engine first, because it is the fastest and needs nothing; then the container CLIs.</param>
internal sealed class BuilderCatalog(IReadOnlyList<IImageBuilder> builders)
{
    /// <summary>The builder for a request: the one asked for, or the first that is ready and knows every instruction.</summary>
    /// <param name="request">What is to be built.</param>
    /// <param name="dockerfile">The parsed document.</param>
    /// <param name="reporter">Told which builder is taken, and why the ones before it are not.</param>
    /// <param name="cancel">Stops asking.</param>
    /// <exception cref="LambdaImageException">There is none, or the one asked for cannot do it.</exception>
    public Task<IImageBuilder> SelectAsync(BuildRequest request, Dockerfile dockerfile, IWorkReporter reporter, CancellationToken cancel) =>
        request.Engine == BuildEngine.Auto
            ? FirstAsync(request, dockerfile, reporter, cancel)
            : AskedForAsync(request, dockerfile, reporter, cancel);

    private async Task<IImageBuilder> FirstAsync(
        BuildRequest request, Dockerfile dockerfile, IWorkReporter reporter, CancellationToken cancel)
    {
        List<(BuildEngine Engine, string Reason, string Remedy)> refusals = [];
        foreach (var builder in builders)
        {
            // What it found out about itself decides what it can do, so it is asked that first.
            var availability = await builder.ProbeAsync(cancel);
            var unsupported = availability.IsReady ? builder.Check(dockerfile, request) : null;
            if (HasForeignArguments(builder, request))
            {
                refusals.Add((builder.Engine, $"it has no arguments such as {request.Arguments[0]}", "Remove buildOptions, or install one of the others."));
                reporter.Log(LogLevel.Verbose, $"Not building with {builder.Engine.Name()}: there are arguments for container CLIs.");
                continue;
            }

            if (availability.IsReady && unsupported is null)
            {
                reporter.Log(LogLevel.Verbose, $"Building with {builder.Engine.Name()}: {availability.Description}.");
                return builder;
            }

            var (reason, remedy) = unsupported is null
                ? (availability.Description, availability.Remedy ?? $"Make {builder.Engine.Name()} work on this machine.")
                : (Told(unsupported, request), "Change that instruction.");
            refusals.Add((builder.Engine, reason, remedy));
            reporter.Log(LogLevel.Verbose, $"Not building with {builder.Engine.Name()}: {reason}.");
        }

        throw BuilderErrors.NoneAvailable(request.Dockerfile.Path ?? request.Dockerfile.ContextPath, refusals);
    }

    private async Task<IImageBuilder> AskedForAsync(
        BuildRequest request, Dockerfile dockerfile, IWorkReporter reporter, CancellationToken cancel)
    {
        var builder = builders.FirstOrDefault(builder => builder.Engine == request.Engine)
            ?? throw BuilderErrors.Unavailable(request.Engine, "it is not part of this version", null);
        if (request is { Builder: { } named, Engine: not BuildEngine.Docker }) throw BuilderErrors.HasNoBuilders(request.Engine, named);
        var availability = await builder.ProbeAsync(cancel);
        if (!availability.IsReady) throw BuilderErrors.Unavailable(request.Engine, availability.Description, availability.Remedy);
        if (HasForeignArguments(builder, request))
        {
            throw BuilderErrors.ForeignArguments(request.Engine, request.Arguments[0]);
        }

        if (builder.Check(dockerfile, request) is { } unsupported)
        {
            throw BuilderErrors.Unsupported(request.Engine, unsupported, request.Dockerfile.Path);
        }

        reporter.Log(LogLevel.Verbose, $"Building with {builder.Engine.Name()}, as asked for: {availability.Description}.");
        return builder;
    }

    private static bool HasForeignArguments(IImageBuilder builder, BuildRequest request) =>
        builder.Engine == BuildEngine.Daemonless && request.Arguments.Count > 0;

    private static string Told(Unsupported unsupported, BuildRequest request)
    {
        var line = unsupported.Instruction.Lines.First;
        var place = line == 0 ? "" : $" ({request.Dockerfile.Path ?? "Dockerfile"}:{line})";
        return $"{unsupported.Instruction.Keyword}{place}: {unsupported.Reason}";
    }
}

using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Builders.Daemonless;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Registries.Copying;

namespace LambdaImage.Engine.Plans;

/// <summary>Keeps the images that a Dockerfile starts from and copies from in a registry of the user's own: builds then do not depend on the limits of public
/// registries, and publishing can take the layers over inside the registry.</summary>
/// <remarks>Amazon ECR takes layers over between repositories where the account setting BLOB_MOUNTING is on; elsewhere they are sent.</remarks>
internal sealed class BaseMirror
{
    private readonly Connections _connections;
    private readonly List<Entry> _entries = [];

    private BaseMirror(Connections connections) => _connections = connections;

    /// <summary>What has to be copied first, for people; null: nothing.</summary>
    public string? Action => _entries.Where(entry => entry.IsCopied).Select(entry => $"{entry.From} to {entry.Target.Name}").ToArray() is { Length: > 0 } copies
        ? "Copy " + string.Join(", ", copies) : null;

    /// <summary>The images as container CLIs are told to take them: what the Dockerfile names, and where it is.</summary>
    /// <remarks>Without the tag of a pinned one: podman takes either a tag or a digest.</remarks>
    public IEnumerable<KeyValuePair<string, string>> Contexts => _entries.Select(entry =>
        KeyValuePair.Create(entry.Text, (entry.Target.Digest is { } pinned ? entry.Target.WithDigest(pinned) : entry.Target).ToString()));

    /// <summary>Looks which images the mirror has. Only reads.</summary>
    /// <param name="connections">Knows registries and AWS.</param>
    /// <param name="prefix">Prefix of the repositories in Amazon ECR, or registry and prefix.</param>
    /// <param name="request">The build.</param>
    /// <param name="dockerfile">Its Dockerfile.</param>
    /// <param name="reporter">Takes log lines.</param>
    /// <param name="cancel">Stops looking.</param>
    public static async Task<BaseMirror> PlanAsync(
        Connections connections, string prefix, BuildRequest request, Dockerfile dockerfile, IWorkReporter reporter, CancellationToken cancel)
    {
        var mirror = new BaseMirror(connections);
        foreach (var (text, source) in Images(dockerfile, request))
        {
            var (target, repository) = await TargetAsync(connections, prefix, source, reporter, cancel);
            if (source.Registry == target.Registry) continue;
            var isMissing = repository is { Existing: null };
            var images = connections.Registries.Images;
            var there = isMissing ? null : await images.FindAsync(target with { Digest = null }, cancel);
            var from = source;
            if (source.Digest is { } pinned && there?.Digest != pinned)
            {
                there = null;
                // What has no tag there is given one, which asks its origin nothing.
                if (!isMissing && await images.FindAsync(target, cancel) is not null) from = target.WithDigest(pinned);
            }

            // A tag that is there is not asked for at its origin again, unless somebody wants the newest.
            var isCopied = there is null || (request.Pull && source.Digest is null
                && (await images.ResolveAsync(source, cancel)).Digest != there.Digest);
            mirror._entries.Add(new Entry(text, source, from, target, repository, isCopied));
        }

        return mirror;
    }

    /// <summary>Copies what is missing.</summary>
    public async Task RunAsync(IWorkReporter reporter, CancellationToken cancel)
    {
        var copier = new ReferenceCopier(_connections.Registries, reporter);
        foreach (var entry in _entries.Where(entry => entry.IsCopied).ToArray())
        {
            if (entry.Repository is { } repository)
                await new EcrRepositories(_connections.Aws.ReportingTo(reporter), reporter).RunAsync(repository, CopyAsync, cancel);
            else await CopyAsync();

            async Task<ImageReference> CopyAsync()
            {
                reporter.Log(LogLevel.Verbose, $"Copying {entry.From} to {entry.Target}.");
                if (!await copier.CopyAsync(entry.From, entry.Target, cancel))
                {
                    _entries.Remove(entry);
                    reporter.Log(LogLevel.Warning, $"{entry.Source} is not kept in {entry.Target.Registry}, which refuses an image that it lists: one for Windows, whose layers "
                        + "may not be handed on. The build takes it from where it is. To keep it, name the Linux image in it by its digest.");
                }

                return entry.Target;
            }
        }
    }

    /// <summary>Opens an image in the mirror where it has it. Its layers then tell that they are there.</summary>
    public Task<IImage> OpenAsync(ImageReference reference, LambdaArchitecture architecture, CancellationToken cancel) =>
        _connections.OpenImage(_entries.Find(entry => entry.Source == reference)?.Target ?? reference, architecture, cancel);

    private static async Task<(ImageReference Target, EcrRepositoryPlan? Repository)> TargetAsync(
        Connections connections, string prefix, ImageReference source, IWorkReporter reporter, CancellationToken cancel)
    {
        // A port cannot be part of a repository's name.
        var path = $"{prefix.TrimEnd('/')}/{source.Registry.Replace(':', '-')}/{source.Repository}";
        var host = path.Split('/')[0];
        var isHost = host == "localhost" || host.AsSpan().IndexOfAny('.', ':') >= 0;
        var registry = isHost ? EcrRegistry.TryParse(host) : null;
        if (isHost && registry is null) return (Place(ImageReference.Parse(path)), null);
        var aws = registry is null ? connections.Aws : connections.Aws.In(registry.Region);
        var repository = await new EcrRepositories(aws, reporter).PlanAsync(
            new RepositoryTarget(isHost ? path[(host.Length + 1)..] : path, registry?.AccountId, MayCreate: true), cancel);
        return (Place(ImageReference.Parse(repository.Uri)), repository);

        ImageReference Place(ImageReference there) => there with { Tag = TagOf(source), Digest = source.Digest };
    }

    /// <summary>A pinned image gets a tag made of its digest, so that rules which remove untagged images spare it, and the tag that it may be
    /// named with stays where builds that are not pinned put it.</summary>
    private static string TagOf(ImageReference source) => source.Digest is { } pinned ? $"pinned-{pinned.Hex}" : source.Tag ?? ImageReference.DefaultTag;

    /// <summary>The images that the stages of the build name, as they name them once variables are expanded.</summary>
    private static IEnumerable<(string Text, ImageReference Reference)> Images(Dockerfile dockerfile, BuildRequest request)
    {
        var bases = new StageBases(dockerfile, request);
        var stages = dockerfile.Stages.Select(stage => stage.Name).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var needed = StageSelection.Of(dockerfile, request.Target, bases).Stages;
        var built = dockerfile with { Stages = [.. dockerfile.Stages.Where((_, index) => needed.Contains(index))] };
        foreach (var text in built.Sources(bases.ImageOf).Distinct(StringComparer.Ordinal))
        {
            if (text != "scratch" && !int.TryParse(text, out _) && !stages.Contains(text) && bases.Contexts.Find(text, request.Dockerfile.Project.Architecture) is null
                && ImageReference.TryParse(text) is { } reference)
                yield return (text, reference);
        }
    }

    /// <summary>One image.</summary>
    /// <param name="Text">As the Dockerfile names it.</param>
    /// <param name="Source">The name that stands for it.</param>
    /// <param name="From">Where it is copied from.</param>
    /// <param name="Target">Where it is in the mirror.</param>
    /// <param name="Repository">The repository in Amazon ECR; null in other registries.</param>
    /// <param name="IsCopied">Whether it has to be copied there.</param>
    private sealed record Entry(string Text, ImageReference Source, ImageReference From, ImageReference Target, EcrRepositoryPlan? Repository, bool IsCopied);
}

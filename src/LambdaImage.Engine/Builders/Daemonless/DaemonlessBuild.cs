using LambdaImage.Engine.Builders.Context;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;
using LambdaImage.Engine.Sources;

namespace LambdaImage.Engine.Builders.Daemonless;

/// <summary>One build on its way: stages are carried out when somebody needs them, each once.</summary>
/// <param name="job">What to build.</param>
/// <param name="open">Opens images in registries.</param>
/// <param name="listings">Reads what is in them.</param>
/// <param name="environment">What all COPY and ADD share.</param>
internal sealed class DaemonlessBuild(
    BuildJob job, OpenImage open, ImageListings listings, TransferEnvironment environment)
{
    private const string Scratch = "scratch";
    private const string ImagePrefix = "docker-image://";

    private readonly Dockerfile _file = job.Dockerfile;
    private readonly string _path = job.Dockerfile.Path ?? job.Request.Dockerfile.Path ?? "Dockerfile";
    private readonly char _escape = job.Dockerfile.Escape;
    private readonly Dictionary<int, StageRun> _stages = [];
    private readonly Dictionary<string, CopySource> _sources = new(StringComparer.Ordinal);
    private readonly HashSet<string> _declared = job.Dockerfile.GlobalArguments.SelectMany(arg => arg.Variables).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, string> _contexts = job.Request.BuildContexts;
    private BuildVariables? _global;

    private BuildVariables Global => _global ??= BuildVariables.Global(_file, job.Request);

    private string Created =>
        DateTimeOffset.FromUnixTimeSeconds(environment.Epoch).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    /// <summary>Carries out the target stage and all it needs.</summary>
    public async Task<StageRun> RunAsync(CancellationToken cancel)
    {
        var selection = StageSelection.Of(_file, job.Request.Target,
            from => Global.ImageOf(_file, from), _contexts.ContainsKey);
        foreach (var skipped in Enumerable.Range(0, _file.Stages.Count).Except(selection.Stages))
        {
            var name = _file.Stages[skipped].Name ?? skipped.ToString();
            environment.Reporter.Log(LogLevel.Verbose, $"Stage {name} is left out: nothing that is wanted needs it.");
        }

        var run = await StageAsync(selection.Target, cancel);
        if (job.Request.Labels.Count > 0) run.Container = ConfigSteps.WithLabels(run.Container, job.Request.Labels);
        var unused = job.Request.BuildArguments.Keys.Where(name => !_declared.Contains(name) &&
            Global.Get(name) is null && !IsPredefined(name));
        foreach (var name in unused)
            environment.Reporter.Log(
                LogLevel.Warning, $"The build argument {name} was not used: no ARG {name} declares it.");
        return run;
    }

    private async Task<StageRun> StageAsync(int index, CancellationToken cancel)
    {
        if (_stages.TryGetValue(index, out var known)) return known;
        var stage = _file.Stages[index];
        var run = await StartAsync(stage.From, index, cancel);
        var triggers = run.Container.OnBuild ?? [];
        if (triggers.Count > 0) run.Container = run.Container with { OnBuild = null };
        foreach (var trigger in triggers)
        {
            environment.Reporter.Log(LogLevel.Verbose, $"{stage.From.Image} brings along: ONBUILD {trigger}");
            var origin = $"ONBUILD of {stage.From.Image}";
            await ApplyAsync(
                run, DockerfileReader.ReadTrigger(trigger, origin), index, '\\', new SourceLocation(origin, 1), cancel);
        }

        foreach (var instruction in stage.Instructions)
            await ApplyAsync(run, instruction, index, _escape, Where(instruction), cancel);
        return _stages[index] = run;
    }

    private async Task<StageRun> StartAsync(From from, int index, CancellationToken cancel)
    {
        var words = Global.Expansion(_escape, Where(from));
        var name = words.Word(from.Image);
        if (name.Length == 0)
        {
            throw DockerfileErrors.InvalidValue(
                Where(from), $"FROM {from.Image} names no image once its variables are expanded.",
                "Give ARG a default above the first FROM, or set it with -BuildArgument.");
        }

        if (!_contexts.ContainsKey(name))
        {
            if (StageSelection.NameIndex(_file, name, index) is { } parent)
                return (await StageAsync(parent, cancel)).Fork();
            if (name == Scratch)
                return StageRun.FromScratch(
                    new StageFiles(listings, null, Scratch, environment.Reporter), ScratchConfig(), Global);
        }

        var architecture = PlatformOf(from, words);
        var image = await OpenAsync(ImageNameOf(name, from), architecture, cancel);
        var reference = ImageReference.Parse(ImageNameOf(name, from));
        var pinned = reference.WithDigest(image.Descriptor.Digest).ToString();
        if (image.Config.RootFs.DiffIds.Count != image.Layers.Count)
            throw ImageErrors.LayerCountMismatch(pinned, image.Layers.Count, image.Config.RootFs.DiffIds.Count);
        environment.Reporter.Log(LogLevel.Verbose, $"FROM {name} is {pinned} with {image.Layers.Count} layers.");
        return StageRun.From(image, ImageBase.Of(reference, image), new StageFiles(listings, image, name, environment.Reporter), Global);
    }

    private async Task ApplyAsync(
        StageRun run, Instruction instruction, int index, char escape, SourceLocation where, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (DaemonlessCheck.Judge(instruction) is { } unsupported)
        {
            throw DockerfileErrors.Unsupported(
                where, instruction.Keyword, unsupported.Reason,
                "Build with -Engine Docker (or Podman, Buildah), or replace the instruction.");
        }

        if (instruction is Arg arg) _declared.UnionWith(arg.Variables.Select(pair => pair.Key));
        var words = run.Variables.Expansion(escape, where);
        if (instruction is Transfer transfer) await TransferAsync(run, transfer, index, words, where, cancel);
        else if (instruction is WorkDir workDir) await WorkDirAsync(run, words.Word(workDir.Path), cancel);
        else if (ConfigSteps.Apply(run, instruction, words, where) is { } done)
            run.Record(done, madeLayer: false, Created);
        else throw new NotSupportedException($"{instruction.Keyword} is not carried out.");
    }

    private async Task TransferAsync(StageRun run, Transfer transfer, int index, VariableExpansion words,
        SourceLocation where, CancellationToken cancel)
    {
        var text = DescribedTransfer.Of(transfer, words);
        environment.Reporter.Log(LogLevel.Verbose, $"{where}: {text}");
        var source = await SourceAsync((transfer as Copy)?.From, index, where, cancel);
        var files = transfer.Link ? new StageFiles(listings, null, Scratch, environment.Reporter) : run.Files;
        var entries = await new TransferStep(run, files, transfer, where, source, environment).RunAsync(words, cancel);
        if (entries.Count == 0) run.Record(text, madeLayer: false, Created);
        foreach (var (content, layer) in entries.Count == 0 ? [] : LayerSplit.Of(entries))
        {
            run.Files.Add(layer);
            run.Record(content is null ? text : $"{text} # {content}", madeLayer: true, Created);
        }
    }

    /// <summary>Lambda starts nothing in a folder that does not exist, so it is made where it is not surely
    /// there.</summary>
    private async Task WorkDirAsync(StageRun run, string text, CancellationToken cancel)
    {
        var hints = run.FolderHints();
        var path = await run.Files.ResolveAsync(TargetPath.Of(text, run.WorkingDirectory).Path, cancel);
        var isMissing = !run.Files.HasFolder(path, hints);
        if (isMissing)
        {
            var owner = run.Container.User is { Length: > 0 } user ? await Owner.FindAsync(user, ListAsync) : null;
            var made = new CopyPlan { Owner = owner }.MadeFolder(path, environment.Epoch);
            var layer = new LayerEntries();
            layer.Add(run.Files.FolderEntry(path, hints) ?? made);
            run.Files.Add(
                layer.Complete(parent => run.Files.FolderEntry(parent, hints) ?? made with { Path = parent }));
        }

        run.Container = run.Container with { WorkingDir = "/" + TargetPath.Of(text, run.WorkingDirectory).Path };
        run.Record("WORKDIR " + run.Container.WorkingDir, isMissing, Created);

        async Task<string> ListAsync(string list) =>
            await environment.ReadTextAsync(
                await run.Files.TreeAsync("WORKDIR makes a folder for a user with a name", cancel), list, cancel);
    }

    private async Task<CopySource> SourceAsync(string? from, int index, SourceLocation where, CancellationToken cancel)
    {
        var isStage = from is not null && !_contexts.ContainsKey(from) &&
            StageSelection.IndexOf(_file, from, index) is not null;
        var key = isStage ? $"stage {StageSelection.IndexOf(_file, from!, index)}" : from ?? "";
        if (_sources.TryGetValue(key, out var known)) return known;
        return _sources[key] = await FindAsync();

        async Task<CopySource> FindAsync()
        {
            if (from is null) return Folder(job.Request.Dockerfile.ContextPath, "the build context", isMain: true, cancel);
            if (isStage)
            {
                var stage = await StageAsync(StageSelection.IndexOf(_file, from, index)!.Value, cancel);
                var tree = await stage.Files.TreeAsync($"COPY --from={from} takes files of that stage", cancel);
                return new CopySource(tree, $"stage {from}", null);
            }

            if (from.Contains('$', StringComparison.Ordinal))
            {
                throw DockerfileErrors.InvalidValue(
                    where, $"--from={from} has a variable in it, which is not expanded there.",
                    $"Add a stage above, FROM {from} AS source, and use --from=source.");
            }

            if (_contexts.TryGetValue(from, out var context) && Directory.Exists(context))
                return Folder(context, $"the build context {from}", isMain: false, cancel);
            var name = context is null ? from : WithoutPrefix(context);
            var image = await OpenAsync(name, job.Architecture, cancel);
            return new CopySource(await listings.TreeAsync(image, name, cancel), name, null);
        }
    }

    private CopySource Folder(string folder, string name, bool isMain, CancellationToken cancel)
    {
        var dockerfile = job.Request.Dockerfile;
        var (path, text) = isMain ? (dockerfile.IgnorePath, dockerfile.IgnoreText) : (null, null);
        if (text is null)
        {
            path = DockerIgnore.Locate(folder, isMain ? dockerfile.Path : null);
            text = path is null ? null : File.ReadAllText(path);
        }

        if (path is not null) environment.Reporter.Log(LogLevel.Verbose, $"{path} says what of {name} is left out.");
        var context = new BuildContext(folder, text is null ? DockerIgnore.Nothing : DockerIgnore.Parse(text, path), cancel);
        return new CopySource(context.Tree, $"{name} {folder}", context);
    }

    private async Task<IImage> OpenAsync(string name, LambdaArchitecture architecture, CancellationToken cancel)
    {
        environment.Reporter.Log(LogLevel.Verbose, $"Opening {name} for linux/{architecture.OciName()}.");
        return await open(ImageReference.Parse(name), architecture, cancel);
    }

    private string ImageNameOf(string name, From from)
    {
        if (!_contexts.TryGetValue(name, out var context)) return name;
        if (Directory.Exists(context))
        {
            throw DockerfileErrors.Unsupported(
                Where(from), $"FROM {name}", $"the context {context} is a folder, and a stage starts from an image",
                "Give an image reference for it, or use COPY --from.");
        }

        return WithoutPrefix(context);
    }

    private LambdaArchitecture PlatformOf(From from, VariableExpansion words)
    {
        if (from.Platform is null) return job.Architecture;
        var text = words.Word(from.Platform);
        return LambdaArchitectures.Parse(text) ?? throw DockerfileErrors.Unsupported(
            Where(from), $"FROM --platform={text}", "Lambda knows linux/amd64 and linux/arm64 only",
            "Remove --platform: the function's architecture decides.");
    }

    private ImageConfig ScratchConfig() => new()
    {
        Os = "linux",
        Architecture = job.Architecture.OciName(),
    };

    /// <summary>Arguments that need no ARG.</summary>
    private static bool IsPredefined(string name) =>
        name == SourceDate.Variable || name.EndsWith("_PROXY", StringComparison.OrdinalIgnoreCase);

    private static string WithoutPrefix(string context) =>
        context.StartsWith(ImagePrefix, StringComparison.Ordinal) ? context[ImagePrefix.Length..] : context;

    private SourceLocation Where(Instruction instruction) => new(_path, instruction.Lines.First);
}

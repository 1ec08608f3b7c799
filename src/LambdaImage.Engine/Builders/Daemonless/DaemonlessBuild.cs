using System.Globalization;
using LambdaImage.Engine.Builders.Context;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;
using LambdaImage.Engine.Oci.Layout;
using LambdaImage.Engine.Sources;

namespace LambdaImage.Engine.Builders.Daemonless;

/// <summary>One build on its way: stages are carried out when somebody needs them, each once.</summary>
/// <param name="job">What to build.</param>
/// <param name="open">Opens images in registries.</param>
/// <param name="openBlob">Opens layers that a layout leaves in their registry; null: there must be none.</param>
/// <param name="listings">Reads what is in them.</param>
/// <param name="environment">What all COPY and ADD share.</param>
internal sealed class DaemonlessBuild(
    BuildJob job, OpenImage open, OpenBlob? openBlob, ImageListings listings, TransferEnvironment environment)
{
    private const string Scratch = "scratch";

    private readonly Dockerfile _file = job.Dockerfile;
    private readonly string _path = job.Dockerfile.Path ?? job.Request.Dockerfile.Path ?? "Dockerfile";
    private readonly char _escape = job.Dockerfile.Escape;
    private readonly Dictionary<int, StageRun> _stages = [];
    private readonly Dictionary<string, CopySource> _sources = new(StringComparer.Ordinal);
    private readonly HashSet<string> _declared = job.Dockerfile.GlobalArguments.SelectMany(arg => arg.Variables).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
    private readonly StageBases _bases = new(job.Dockerfile, job.Request);

    private BuildVariables Global => _bases.Variables;

    private string Created =>
        DateTimeOffset.FromUnixTimeSeconds(environment.Epoch).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    /// <summary>Carries out the target stage and all it needs.</summary>
    public async Task<StageRun> RunAsync(CancellationToken cancel)
    {
        foreach (var from in _file.Stages.Select(stage => stage.From).Where(from => _bases.ImageOf(from).Length == 0))
        {
            // As in BuildKit also where nothing needs the stage.
            throw DockerfileErrors.InvalidValue(
                Where(from), $"FROM {from.Image} names no image once its variables are expanded.",
                "Give ARG a default above the first FROM, or set it with -BuildArgument.");
        }

        var selection = StageSelection.Of(_file, job.Request.Target, _bases);
        foreach (var skipped in Enumerable.Range(0, _file.Stages.Count).Except(selection.Stages))
        {
            var name = _file.Stages[skipped].Name ?? skipped.ToString();
            var why = _bases.ContextOf(_file.Stages[skipped]) is { } context ? $"{context} stands in for it" : "nothing that is wanted needs it";
            environment.Reporter.Log(LogLevel.Verbose, $"Stage {name} is left out: {why}.");
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
        if (_bases.ContextOf(stage) is { } context)
            return _stages[index] = await OfContextAsync(stage.Name!, context, stage.From, cancel);
        var run = await StartAsync(stage.From, index, cancel);
        run.EnsurePath();
        var triggers = run.Container.OnBuild ?? [];
        if (triggers.Count > 0) run.Container = run.Container with { OnBuild = null };
        foreach (var trigger in triggers)
        {
            environment.Reporter.Log(LogLevel.Verbose, $"{stage.From.Image} brings along: ONBUILD {trigger}");
            var origin = $"ONBUILD of {stage.From.Image}";
            await ApplyAsync(
                run, DockerfileReader.ReadTrigger(trigger, origin), index, new SourceLocation(origin, 1), cancel);
        }

        foreach (var instruction in stage.Instructions)
            await ApplyAsync(run, instruction, index, Where(instruction), cancel);
        return _stages[index] = run;
    }

    private async Task<StageRun> StartAsync(From from, int index, CancellationToken cancel)
    {
        var name = _bases.ImageOf(from);
        if (StageSelection.NameIndex(_file, name, index) is { } parent)
            return (await StageAsync(parent, cancel)).Fork();
        return _bases.Contexts.Find(name, _bases.ArchitectureOf(from)) is { } context
            ? await OfContextAsync(name, context, from, cancel)
            : await OfImageAsync(name, name, from, cancel);
    }

    /// <summary>A stage that holds what a named context does, as it is.</summary>
    private async Task<StageRun> OfContextAsync(string name, string context, From from, CancellationToken cancel)
    {
        if (!Directory.Exists(context)) return await OfImageAsync(name, context, from, cancel);
        // As in BuildKit a folder is a file system without a configuration.
        var run = StageRun.FromScratch(new StageFiles(listings, null, name, environment.Reporter), ScratchConfig(), Global);
        var files = new CopyPlan { ModifiedAt = environment.Epoch };
        files.AddContent(Folder(context, $"the build context {name}", isMain: false, cancel).Tree.Root, "", cancel);
        Keep(run, files.Entries.Complete(path => files.MadeFolder(path, environment.Epoch)), $"FROM {name}");
        return run;
    }

    /// <summary>A stage that holds an image.</summary>
    /// <param name="name">What the Dockerfile calls it.</param>
    /// <param name="text">Where it is.</param>
    /// <param name="from">Tells the processor.</param>
    /// <param name="cancel">Stops.</param>
    private async Task<StageRun> OfImageAsync(string name, string text, From from, CancellationToken cancel)
    {
        if (NamedContexts.ImageOf(text) == Scratch)
            return StageRun.FromScratch(new StageFiles(listings, null, Scratch, environment.Reporter), ScratchConfig(), Global);
        var architecture = _bases.ArchitectureOf(from) ?? throw DockerfileErrors.Unsupported(
            Where(from), $"FROM --platform={_bases.PlatformOf(from)}", "Lambda knows linux/amd64 and linux/arm64 only",
            "Remove --platform: the function's architecture decides.");
        var (image, reference) = await OpenAsync(text, architecture, Where(from), cancel);
        var pinned = reference?.WithDigest(image.Descriptor.Digest).ToString() ?? text;
        if (image.Config.RootFs.DiffIds.Count != image.Layers.Count)
            throw ImageErrors.LayerCountMismatch(pinned, image.Layers.Count, image.Config.RootFs.DiffIds.Count);
        environment.Reporter.Log(LogLevel.Verbose, $"FROM {name} is {pinned} with {image.Layers.Count} layers.");
        var files = new StageFiles(listings, image, name, environment.Reporter);
        if (reference is not null) return StageRun.From(image, ImageBase.Of(reference, image), files, Global);
        await files.TreeAsync("they are on this machine, and nothing about them has to be guessed", cancel);
        return StageRun.From(image, null, files, Global);
    }

    private async Task ApplyAsync(
        StageRun run, Instruction instruction, int index, SourceLocation where, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (DaemonlessCheck.Judge(instruction) is { } unsupported)
        {
            throw DockerfileErrors.Unsupported(
                where, instruction.Keyword, unsupported.Reason,
                "Build with -Engine Docker (or Podman, Buildah), or replace the instruction.");
        }

        if (instruction is Arg arg) _declared.UnionWith(arg.Variables.Select(pair => pair.Key));
        var words = run.Variables.Expansion(_escape, where);
        if (instruction is Transfer transfer) await TransferAsync(run, transfer, index, words, where, cancel);
        else if (instruction is WorkDir workDir) await WorkDirAsync(run, words.Word(workDir.Path), where, cancel);
        else if (ConfigSteps.Apply(run, instruction, words, where) is { } done)
            run.Record(done, madeLayer: false, Created);
        else throw new NotSupportedException($"{instruction.Keyword} is not carried out.");
    }

    private async Task TransferAsync(StageRun run, Transfer transfer, int index, VariableExpansion words,
        SourceLocation where, CancellationToken cancel)
    {
        transfer = transfer.Expand(words);
        var text = DescribedTransfer.Of(transfer);
        environment.Reporter.Log(LogLevel.Verbose, $"{where}: {text}");
        var source = await SourceAsync((transfer as Copy)?.From, index, where, cancel);
        var files = transfer.Link ? new StageFiles(listings, null, Scratch, environment.Reporter) : run.Files;
        // As in BuildKit the escape character of the file means nothing in here-documents.
        var documents = run.Variables.Expansion('\\', where);
        var entries = await new TransferStep(run, files, transfer, where, source, environment).RunAsync(documents, cancel);
        Keep(run, entries, text);
    }

    /// <summary>Puts files on a stage, in one layer or in several.</summary>
    private void Keep(StageRun run, IReadOnlyList<LayerEntry> entries, string text)
    {
        if (entries.Count == 0) run.Record(text, madeLayer: false, Created);
        foreach (var (content, layer) in entries.Count == 0 ? [] : LayerSplit.Of(entries))
        {
            run.Files.Add(layer);
            run.Record(content is null ? text : $"{text} # {content}", madeLayer: true, Created);
        }
    }

    /// <summary>Lambda starts nothing in a folder that does not exist, so it is made where it is not surely
    /// there.</summary>
    private async Task WorkDirAsync(StageRun run, string text, SourceLocation where, CancellationToken cancel)
    {
        var hints = run.FolderHints();
        var path = await run.Files.ResolveAsync(TargetPath.Of(text, run.WorkingDirectory).Path, cancel);
        var isMissing = !run.Files.HasFolder(path, hints);
        if (isMissing)
        {
            var owner = run.Container.User is { Length: > 0 } user ? await MakerAsync(user) : null;
            var made = new CopyPlan { Owner = owner }.MadeFolder(path, environment.Epoch);
            var layer = new LayerEntries();
            layer.Add(Made(path));
            run.Files.Add(layer.Complete(Made));

            LayerEntry Made(string folder)
            {
                if (run.Files.FolderEntry(folder, hints) is { } known) return known;
                return run.Files.KnownObstacle(folder) is null ? made with { Path = folder } : throw DockerfileErrors.InvalidValue(
                    where, $"the working directory /{path} cannot be made because /{folder} is no folder.", "Give WORKDIR another path.");
            }
        }

        run.Container = run.Container with { WorkingDir = "/" + TargetPath.Of(text, run.WorkingDirectory).Path };
        run.Record("WORKDIR " + run.Container.WorkingDir, isMissing, Created);

        // As in BuildKit what is known of a user and a group counts.
        async Task<Owner?> MakerAsync(string user)
        {
            var parts = user.Split(':', 2);
            return await Owner.FindAsync(user, ListAsync) ?? await Owner.FindAsync(parts[0], ListAsync) ?? (parts.Length > 1 ? await Owner.FindAsync(":" + parts[1], ListAsync) : null);
        }

        async Task<string> ListAsync(string list) =>
            await environment.ReadTextAsync(
                await run.Files.TreeAsync("WORKDIR makes a folder for a user with a name", cancel), list, cancel);
    }

    private async Task<CopySource> SourceAsync(string? from, int index, SourceLocation where, CancellationToken cancel)
    {
        var stage = from is null ? null : StageSelection.IndexOf(_file, from, index);
        var key = stage is null ? from ?? "" : $"stage {stage}";
        if (_sources.TryGetValue(key, out var known)) return known;
        return _sources[key] = await FindAsync();

        async Task<CopySource> FindAsync()
        {
            if (from is null) return Folder(job.Request.Dockerfile.ContextPath, "the build context", isMain: true, cancel);
            var context = stage is { } number ? _bases.ContextOf(_file.Stages[number]) : _bases.Contexts.Find(from, job.Architecture);
            if (context is not null && Directory.Exists(context)) return Folder(context, $"the build context {from}", isMain: false, cancel);
            if (stage is { } earlier)
            {
                var run = await StageAsync(earlier, cancel);
                var tree = await run.Files.TreeAsync($"COPY --from={from} takes files of that stage", cancel);
                return new CopySource(tree, $"stage {from}", null);
            }

            if (context is null) RefuseStage(from, index, where);
            if (from.Contains('$', StringComparison.Ordinal))
            {
                throw DockerfileErrors.InvalidValue(
                    where, $"--from={from} has a variable in it, which is not expanded there.",
                    $"Add a stage above, FROM {from} AS source, and use --from=source.");
            }

            var name = NamedContexts.ImageOf(context ?? from);
            if (name == Scratch) return new CopySource(new FileTree(), from, null);
            var (image, _) = await OpenAsync(name, job.Architecture, where, cancel);
            return new CopySource(await listings.TreeAsync(image, name, cancel), name, null);
        }
    }

    /// <summary>What is the name or number of a stage that comes later is no image.</summary>
    private void RefuseStage(string from, int index, SourceLocation where)
    {
        var isNumber = int.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        var named = StageSelection.NameIndex(_file, from, _file.Stages.Count) ?? (isNumber ? number : null);
        if (named is not { } stage) return;
        var problem = stage == index ? "is the stage that it stands in" : stage < _file.Stages.Count ? "is a stage further down" : $"is no stage: there are {_file.Stages.Count}, and the first is 0";
        throw DockerfileErrors.InvalidValue(where, $"--from={from} {problem}.", "Name a stage above this one, an image, or a build context.");
    }

    private CopySource Folder(string folder, string name, bool isMain, CancellationToken cancel)
    {
        var dockerfile = job.Request.Dockerfile;
        var (path, text) = isMain ? (dockerfile.IgnorePath, dockerfile.IgnoreText) : (null, null);
        if (text is null)
        {
            path = DockerIgnore.Locate(folder, isMain ? dockerfile.Path : null);
            text = path is null ? null : DockerIgnore.TextOf(path);
        }

        if (path is not null) environment.Reporter.Log(LogLevel.Verbose, $"{path} says what of {name} is left out.");
        var context = new BuildContext(folder, text is null ? DockerIgnore.Nothing : DockerIgnore.Parse(text, path), cancel);
        return new CopySource(context.Tree, $"{name} {folder}", context);
    }

    /// <summary>Opens an image where it is: in a registry, or in a layout on this machine.</summary>
    /// <returns>The image, and its name in the registry; null: it is in none.</returns>
    private async Task<(IImage Image, ImageReference? Reference)> OpenAsync(
        string text, LambdaArchitecture architecture, SourceLocation where, CancellationToken cancel)
    {
        environment.Reporter.Log(LogLevel.Verbose, $"Opening {text} for linux/{architecture.OciName()}.");
        if (LayoutReference.Find(text) is { } layout)
            return (await OciLayout.OpenAsync(layout.Folder, architecture, openBlob, isCached: false, cancel, layout.Selector), null);
        var name = NamedContexts.ImageOf(text);
        if (RemoteSource.Is(name))
        {
            throw DockerfileErrors.Unsupported(
                where, $"a build context from {name}", DaemonlessCheck.NeedsDownload,
                "Download it before the build and give the folder, or build with -Engine Docker.");
        }

        var reference = ImageReference.Parse(name);
        return (await open(reference, architecture, cancel), reference);
    }

    private ImageConfig ScratchConfig() => new()
    {
        Os = "linux",
        Architecture = job.Architecture.OciName(),
    };

    /// <summary>Arguments that need no ARG.</summary>
    private static bool IsPredefined(string name) =>
        name == SourceDate.Variable || name.EndsWith("_PROXY", StringComparison.OrdinalIgnoreCase);

    private SourceLocation Where(Instruction instruction) => new(_path, instruction.Lines.First);
}

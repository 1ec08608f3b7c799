using System.Text;
using LambdaImage.Engine.Builders.Context;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Builders.Daemonless;

/// <summary>Carries out one COPY or ADD.</summary>
/// <param name="run">The stage.</param>
/// <param name="files">The stage's files; for --link a view that knows nothing, since such a layer must fit on any
/// base.</param>
/// <param name="transfer">The instruction.</param>
/// <param name="where">Its place, for errors.</param>
/// <param name="source">Where files come from.</param>
/// <param name="environment">What the whole build shares.</param>
internal sealed class TransferStep(
    StageRun run, StageFiles files, Transfer transfer, SourceLocation where, CopySource source,
    TransferEnvironment environment)
{
    private readonly IReadOnlySet<string> _hints = transfer.Link
        ? new HashSet<string>(StringComparer.Ordinal)
        : run.FolderHints();

    /// <summary>Gives the entries of the layer.</summary>
    /// <param name="words">Expands here-documents with the values of this moment.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<IReadOnlyList<LayerEntry>> RunAsync(VariableExpansion words, CancellationToken cancel)
    {
        if (transfer is Add { Checksum.Length: > 0 } && !transfer.Sources.Any(RemoteSource.Is)) throw DockerfileErrors.InvalidValue(
            where, "--checksum is for what ADD downloads, and is not looked at where it copies files of the build context.", "Leave --checksum out.");
        var written = TargetPath.Of(transfer.Destination, run.WorkingDirectory);
        if (transfer.Sources.Count + transfer.Documents.Count > 1 && !written.IsFolder) throw NeedsFolder();

        var plan = new CopyPlan
        {
            Owner = transfer.Chown is null ? null : await OwnerAsync(transfer.Chown, cancel),
            Mode = transfer.Chmod is null ? null : ModeOf(transfer.Chmod),
            Exclude = ExcludeOf(transfer.Exclude),
            ModifiedAt = source.Context is null ? null : environment.Epoch,
        };
        var target = written with { Path = await files.ResolveAsync(written.Path, cancel) };
        foreach (var text in transfer.Sources) await AddSourceAsync(plan, text, target, cancel);
        foreach (var document in transfer.Documents) await AddDocumentAsync(plan, document, words, target, cancel);
        WarnOfSpecial(plan, source.Name);
        await RefuseObstaclesAsync(plan, cancel);
        return plan.Entries.Complete(path => files.FolderEntry(path, _hints)
            ?? (files.KnownObstacle(path) is { } obstacle ? throw DockerfileErrors.InTheWay(where, path, "made", obstacle.Entry.LinkTarget) : plan.MadeFolder(path, environment.Epoch)));
    }

    private async Task AddDocumentAsync(
        CopyPlan plan, HereDocument document, VariableExpansion words, TargetPath target, CancellationToken cancel)
    {
        var text = document.Expand ? words.Document(document.Content) : document.Content;
        var entry = new LayerEntry(document.Name, EntryKind.File)
        {
            Content = new InlineContent(Encoding.UTF8.GetBytes(text)),
            ModifiedAt = environment.Epoch,
        };
        plan.AddNode(new FileNode(null, document.Name, entry), await PlaceAsync(target, document.Name, cancel));
    }

    private async Task AddSourceAsync(CopyPlan plan, string text, TargetPath target, CancellationToken cancel)
    {
        if (transfer is Copy && RemoteSource.Is(text)) throw DockerfileErrors.InvalidValue(
            where, $"{text} is an address, and COPY takes files only.", "Download it before the build and COPY the file, or use ADD and build with -Engine Docker.");
        if (transfer is Add && RemoteSource.Is(text))
            throw DockerfileErrors.Unsupported(where, $"ADD {text}", DaemonlessCheck.NeedsDownload,
                "Download it before the build and COPY it, or build with -Engine Docker.");
        if (transfer is Copy { Parents: true })
        {
            AddWithParents(plan, text, target, cancel);
            return;
        }

        var pattern = new SourcePattern(text);
        var matches = MatchesOf(pattern);
        if (matches.Count == 0 && !(pattern.IsPattern && pattern.HasFolder(source.Tree))) throw NotFound(text);
        if (matches.Count == 0) WarnOfNothing(text);
        if (matches.Count > 1 && !target.IsFolder) throw NeedsFolder();
        foreach (var match in matches)
        {
            var node = source.Tree.Find(match) ?? throw NotFound(match);
            plan.BeginSource();
            await AddMatchAsync(plan, node, match, target, cancel);
        }
    }

    private async Task AddMatchAsync(
        CopyPlan plan, FileNode node, string match, TargetPath target, CancellationToken cancel)
    {
        if (node.Kind == EntryKind.Directory)
        {
            EnsureFolder(plan, target);
            plan.AddContent(node, target.Path, cancel);
            return;
        }

        var name = match[(match.LastIndexOf('/') + 1)..];
        if (plan.Exclude.Excludes(name)) return;
        if (transfer is Add { Unpack: not false } && node.Entry.Content is { } content)
        {
            await environment.Spool.TakeOutAsync([content], cancel);
            if (await ArchiveSource.OpenAsync(content, match, where, environment, cancel) is { } archive)
            {
                environment.Reporter.Log(
                    LogLevel.Verbose, $"{where}: {match} is an archive and is unpacked into /{target.Path}.");
                WarnOfSpecial(plan, source.Name);
                EnsureFolder(plan, target);
                var planned = plan.Entries.All;
                StageFiles? there = null;
                await new ArchiveStep(plan, async stop => there ??= await files.WithAsync(planned, stop), _hints, where, target.Path, environment.Epoch)
                    .RunAsync(archive.Root, target.Path, cancel);
                if (there is { IsRead: true } && !files.IsRead) await files.TreeAsync($"{match} is unpacked over them", cancel);
                WarnOfSpecial(plan, match);
                return;
            }
        }

        plan.AddNode(node, await PlaceAsync(target, name, cancel));
    }

    /// <summary>--parents keeps the folders of the source path, from the <c>/./</c> on where there is one. As in BuildKit patterns of --exclude begin there,
    /// too, and the target is made a folder whatever matches.</summary>
    private void AddWithParents(CopyPlan plan, string text, TargetPath target, CancellationToken cancel)
    {
        var pivot = text.IndexOf("/./", StringComparison.Ordinal);
        var start = new SourcePattern(pivot < 0 ? "" : text[..pivot]);
        var kept = new SourcePattern(pivot < 0 ? text : text[(pivot + 2)..], isRecursive: true);
        var roots = MatchesOf(start).Where(root => source.Tree.Find(root)?.Kind == EntryKind.Directory).ToList();
        var matches = roots.SelectMany(root => MatchesOf(kept, root).Select(match => (Root: root, Match: match))).ToList();
        if (matches.Count == 0 && !start.IsPattern && !kept.IsPattern) throw NotFound(text);
        if (matches.Count == 0) WarnOfNothing(text);
        if (roots.Count > 0) EnsureFolder(plan, target);
        plan.BeginSource();
        foreach (var (root, match) in matches)
        {
            var names = match[root.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries);
            var above = Enumerable.Range(1, Math.Max(names.Length - 1, 0)).Select(count => string.Join('/', names[..count]))
                .Select(folder => (source.Tree.Find(CopyPlan.Join(root, folder))!, CopyPlan.Join(target.Path, folder))).ToList();
            var path = string.Join('/', names);
            // A link that is named is copied as one here: --parents keeps what stands in the source as it stands there.
            var node = source.Tree.Find(match, followLast: path.Length == 0) ?? throw NotFound(match);
            if (path.Length > 0) plan.AddTree(node, CopyPlan.Join(target.Path, path), path, above, cancel);
            else plan.AddContent(node, target.Path, cancel);
        }
    }

    /// <summary>As in Docker: "COPY package.json package-lock.json* ./" is how optional files are written.</summary>
    private void WarnOfNothing(string text) =>
        environment.Reporter.Log(LogLevel.Warning, $"{where}: nothing in {source.Name} matches '{text}'.");

    private void WarnOfSpecial(CopyPlan plan, string origin)
    {
        var left = plan.TakeLeftOut();
        if (left.Count == 0) return;
        var others = left.Count == 1 ? "" : $", the first of {left.Count},";
        environment.Reporter.Log(
            LogLevel.Warning, $"{where}: '{left[0]}' of {origin}{others} is a device, pipe or socket, which is of no use in Lambda, and is left out.");
    }

    private void EnsureFolder(CopyPlan plan, TargetPath target)
    {
        if (files.FolderEntry(target.Path, _hints) is null) plan.AddFolder(target.Path, environment.Epoch);
    }

    private async Task<string> PlaceAsync(TargetPath target, string name, CancellationToken cancel)
    {
        if (target.IsFolder) return CopyPlan.Join(target.Path, name);
        var isFolder = await files.IsFolderAsync(target.Path, _hints, name, cancel);
        // The base may have been read for that, and with it links.
        var path = await files.ResolveAsync(target.Path, cancel);
        return isFolder ? CopyPlan.Join(path, name) : path;
    }

    private async Task RefuseObstaclesAsync(CopyPlan plan, CancellationToken cancel)
    {
        if (plan.Clash is var (first, then)) throw DockerfileErrors.SourcesClash(where, first.Path, Called(first), Called(then));
        if (plan.Files.FirstOrDefault(files.IsKnownFolder) is { } path)
        {
            throw DockerfileErrors.InvalidValue(
                where, $"the file /{path} cannot be copied because a folder is there.",
                "Copy into the folder, with a slash at the end, or give the file another name.");
        }

        foreach (var folder in plan.Folders)
        {
            if (await files.ObstacleAsync(folder, cancel) is { } obstacle) throw DockerfileErrors.InTheWay(where, folder, "copied", obstacle.Entry.LinkTarget);
        }
    }

    private static string Called(LayerEntry entry) => entry.Kind switch
    {
        EntryKind.Directory => "a folder",
        EntryKind.SymbolicLink => "a link",
        _ => "a file",
    };

    private async Task<Owner> OwnerAsync(string text, CancellationToken cancel)
    {
        var owner = await Owner.FindAsync(text, ListAsync);
        return owner ?? throw DockerfileErrors.InvalidValue(
            where, $"--chown={text} names a user or group that the image does not have.",
            "Use numbers, for example --chown=1000:1000, or a name from its /etc/passwd and /etc/group.");

        async Task<string> ListAsync(string path)
        {
            var tree = await run.Files.TreeAsync($"--chown={text} has a name in it; numbers need no look", cancel);
            return await environment.ReadTextAsync(tree, path, cancel);
        }
    }

    private FileModeChange ModeOf(string text) => FileModeChange.TryParse(text) ?? throw DockerfileErrors.InvalidValue(
        where, $"--chmod={text} is no mode.",
        "Write octal digits such as --chmod=755, or letters such as --chmod=u=rwX,go=rX.");

    private DockerIgnore ExcludeOf(IEnumerable<string> patterns)
    {
        try
        {
            return DockerIgnore.Of(patterns);
        }
        catch (FormatException problem)
        {
            throw DockerfileErrors.InvalidValue(where, $"a pattern of --exclude cannot be used: {problem.Message}.",
                "See https://docs.docker.com/reference/dockerfile/#copy---exclude.");
        }
    }

    private IReadOnlyList<string> MatchesOf(SourcePattern pattern, string folder = "")
    {
        try
        {
            return pattern.Match(source.Tree, folder);
        }
        catch (FormatException problem)
        {
            throw DockerfileErrors.InvalidValue(where,
                $"the source '{pattern.Text}' is no pattern: {problem.Message}.",
                "Put a wildcard that is meant as it stands between brackets, as in [[].");
        }
    }

    private LambdaImageException NotFound(string text) =>
        DockerfileErrors.SourceNotFound(where, text, source.Name, source.Context?.Explain(text) ?? []);

    private LambdaImageException NeedsFolder() => DockerfileErrors.InvalidValue(
        where, $"several files cannot be copied to '{transfer.Destination}', which is not written as a folder.",
        $"End it with a slash: {transfer.Destination}/");
}

using System.Globalization;
using Spectre.Console;

namespace LambdaImage.Tool.Output;

/// <summary>Prints a record as tables that fit the console.</summary>
internal sealed class ResultView
{
    private readonly IAnsiConsole _console;
    private readonly TextWriter _output;

    public ResultView(ToolConsole console)
    {
        _output = console.Out;
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(console.Out),
        });
        _console.Profile.Width = console.Width;
        _console.Profile.Capabilities.Unicode = true;
    }

    public void ShowText(string text) => _output.Write(text);

    public void Show(object result)
    {
        switch (result)
        {
            case LambdaProject project: Show(project); break;
            case LambdaDockerfile dockerfile: Show(dockerfile); break;
            case BuiltLambdaImage image: Show(image); break;
            case PublishedLambdaImage image: Show(image); break;
            case LambdaFunctionDeployment deployment: Show(deployment); break;
            case ImageScan scan: Show(scan); break;
            case IReadOnlyList<ImageCopy> copies: Show(copies); break;
            case ExportedLambdaImage image: Show(image); break;
            case LambdaImageSbom sbom: Show(sbom); break;
            case IReadOnlyList<LambdaImageInvocation> invocations: Show(invocations); break;
            case LambdaImageMeasurement measured: Show(measured); break;
            case LambdaImageDifference difference: Show(difference); break;
            case RepositoryCleanup cleanup: Show(cleanup); break;
            case CacheCleanup cleanup: Show(cleanup); break;
            case RemovedLambdaFunction removed: Show(removed); break;
            case LambdaReleaseHistory history: Show(history); break;
            case LambdaFunctionComparison comparison: Show(comparison); break;
            case IReadOnlyList<FunctionImagesOutcome> outcomes: Show([.. outcomes.SelectMany(outcome => outcome.Images)]); break;
            case IReadOnlyList<FunctionOutcome> outcomes: Show(outcomes); break;
            case ImportedConfiguration imported: Show(imported); break;
            default: throw new ArgumentException($"There is no view of {result.GetType().Name}.", nameof(result));
        }
    }

    /// <summary>Shows what was detected and the Dockerfile that followed from it.</summary>
    public void Explain(LambdaDockerfile dockerfile)
    {
        Describe(dockerfile.Project);
        _output.WriteLine();
        foreach (var line in dockerfile.Text.TrimEnd().Split('\n')) _output.WriteLine("    " + line.TrimEnd('\r'));
        _output.WriteLine();
    }

    private void Show(LambdaProject project)
    {
        foreach (var image in project.Images.Skip(1)) Describe(image);
        Describe(project);
        Next($"lambda-image dockerfile {Quote(project.Path)}");
    }

    private void Show(ImportedConfiguration imported)
    {
        Rows(
            ("File", imported.Path), ("From", $"{imported.Source} ({imported.Tool})"), ("Images", string.Join(", ", imported.Images)),
            ("Functions", string.Join(", ", imported.Functions)), ("Unsupported", string.Join('\n', imported.Unsupported)));
        Next($"lambda-image deploy {Quote(System.IO.Path.GetDirectoryName(imported.Path)!)} --what-if");
    }

    private void Describe(LambdaProject project)
    {
        Rows(
            ("Project", project.Name), ("Folder", project.Path), ("Mode", $"{project.Mode} ({project.ModeReason})"),
            ("Framework", project.Framework), ("Runtime", project.Runtime is { } runtime ? $"{runtime} ({runtime.Reason})" : null),
            ("Handler", project.Handler), ("Architecture", project.Architecture.ApiName()),
            ("Dockerfile", project.DockerfilePath), ("Image", project.SourceImage));
        foreach (var evidence in project.Evidence) _output.WriteLine("  because " + evidence);
        Warn(project.Warnings);
    }

    private void Show(LambdaDockerfile dockerfile)
    {
        Rows(
            ("Dockerfile", dockerfile.Path), ("State", dockerfile.State.ToString()), ("Mode", dockerfile.Mode.ToString()),
            ("Context", dockerfile.ContextPath), ("Ignore file", dockerfile.IgnorePath), ("Image", dockerfile.Project.SourceImage));
        Warn(dockerfile.Warnings);
        Next($"lambda-image build {Quote(dockerfile.ContextPath)}{(dockerfile.State == DockerfileState.Ejected ? " --dockerfile" : "")}");
    }

    private void Show(BuiltLambdaImage image)
    {
        Rows(
            ("Image", image.Reference), ("Digest", image.Digest), ("Base", image.BaseImage), ("Architecture", image.Architecture.ApiName()),
            ("Builder", image.Builder), ("Location", image.Location.Value), ("Entry point", Words(image.EntryPoint)), ("Command", Words(image.Command)),
            ("Size", $"{Humanize.Size(image.Size)} in {Count(image.Layers.Count, "layer")}"), ("Time", Humanize.Duration(image.Duration)));
        var table = new Table().Border(TableBorder.Simple).AddColumns("Layer", "Size", "From");
        table.Columns[1].RightAligned();
        foreach (var layer in image.Layers) table.AddRow(Cell(Humanize.Digest(layer.Digest)), Cell(Humanize.Size(layer.Size)), Cell(layer.Origin));
        if (image.Layers.Count > 0) _console.Write(table);
        Warn(image.Warnings);
        Next(image.Dockerfile is { } dockerfile
            ? $"lambda-image deploy {Quote(dockerfile.ContextPath)} --function NAME --role ARN"
            : "lambda-image publish --destination REFERENCE");
    }

    private void Show(PublishedLambdaImage image)
    {
        Rows(
            ("Image", image.ImageUri), ("Base", image.Rebase?.ToString()), ("Tags", string.Join(", ", image.Tags)), ("Architecture", image.Architecture.ApiName()),
            ("SBOM", image.SbomUri), ("Sent", image is { NoChange: true, BytesSent: 0 } ? "nothing: the registry had it all" : Humanize.Size(image.BytesSent)),
            ("Blobs", string.Join(", ", image.Layers.GroupBy(layer => layer.Transfer).Select(group => $"{group.Count()} {group.Key.ToString().ToLowerInvariant()}"))),
            ("Time", Humanize.Duration(image.Duration)));
        Next(image.Region is null ? null : $"lambda-image update --image-uri {image.ImageUri} --function NAME");
    }

    private void Show(LambdaFunctionDeployment deployment) => Rows(
        ("Function", deployment.FunctionArn), ("Change", deployment.Change.ToString()), ("State", deployment.State), ("Image", deployment.ImageUri),
        ("Before", deployment.PreviousImageUri), ("Version", deployment.Version), ("URL", deployment.FunctionUrl),
        ("Alias", deployment.Alias), ("Version before", deployment.PreviousVersion), ("Time", Humanize.Duration(deployment.Duration)));

    private void Show(LambdaReleaseHistory history)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("Version", "Traffic", "Published", "Digest", "Commit", "By", "Tags");
        foreach (var release in history.Releases)
        {
            var traffic = release.IsLive ? string.Join(", ", release.Aliases) : release.IsPrevious ? "previous" : "";
            table.AddRow(
                Cell(release.Version), Cell(traffic), Cell(release.Published?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? ""),
                Cell(release.Digest is { } digest ? Humanize.Digest(digest) + (release.ImageExists == false ? " (gone)" : "") : ""),
                Cell(string.Join(' ', ((string?[])[release.Revision, release.Branch, release.IsDirty == true ? "dirty" : null]).Where(word => word is not null))),
                Cell(release.User ?? ""), Cell(string.Join(", ", release.ImageTags)));
        }

        if (history.Releases.Count == 0) _output.WriteLine($"Function '{history.FunctionName}' has no published version.");
        else _console.Write(table);
        if (history.Releases.Any(release => release.IsPrevious)) Next($"lambda-image restore --function {history.FunctionName} --alias NAME");
    }

    private void Show(LambdaFunctionComparison comparison)
    {
        Rows(
            ("Function", comparison.FunctionName), ("Change", comparison.Change.ToString()), ("Image", comparison.ImageUri), ("Then", comparison.NewImageUri),
            ("Size", Sizes(comparison)), ("Layers", Layers(comparison)));
        if (comparison.Differences.Count == 0) return;
        var table = new Table().Border(TableBorder.Simple).AddColumns("Setting", "Now", "Then");
        foreach (var (setting, now, then) in comparison.Differences) table.AddRow(Cell(setting), Cell(now ?? ""), Cell(then ?? ""));
        _console.Write(table);
    }

    private static string? Sizes(LambdaFunctionComparison comparison) => comparison.NewSize is not { } then ? null
        : comparison.Size is { } now ? $"{Humanize.Size(now)} → {Humanize.Size(then)}" : Humanize.Size(then);

    private static string? Layers(LambdaFunctionComparison comparison) => comparison.LayersAdded is { } added
        ? $"{added.Count} new, {comparison.LayersRemoved?.Count ?? 0} gone" : null;

    private void Show(IReadOnlyList<LambdaFunctionImage> images)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("Function", "Qualifier", "Image", "Tag", "Drift", "Base", "Scan");
        foreach (var image in images)
        {
            table.AddRow(
                Cell(image.FunctionName), Cell(image.Weight is > 0 and < 1 ? $"{image.Qualifier} {image.Weight:0.##}" : image.Qualifier), Cell(image.Digest is { } digest ? Humanize.Digest(digest) : ""),
                Cell(string.Join(", ", image.SourceTags)), Cell(image.Drift?.ToString() ?? "?"),
                Cell(image.BaseAge is { } age ? $"{(int)age.TotalDays} days" : ""), Cell(image.ScanStatus ?? ""));
        }

        _console.Write(table);
        foreach (var image in images.Where(each => each.StateReason is not null)) _output.WriteLine($"  {image.FunctionName} {image.Qualifier}: {image.StateReason}");
        Warn(images.SelectMany(each => each.Warnings).Distinct());
    }

    private void Show(IReadOnlyList<FunctionOutcome> outcomes)
    {
        foreach (var outcome in outcomes)
        {
            if (outcome.Deployment is { } deployment) Show(deployment);
        }
    }

    private void Show(ImageScan scan)
    {
        Rows(
            ("Image", scan.ImageUri), ("Scan", scan.Enhanced ? $"{scan.Status}, enhanced" : scan.Status),
            ("Found", string.Join(", ", scan.Counts.Select(count => $"{count.Value} {count.Key.ToLowerInvariant()}"))));
        foreach (var finding in scan.Findings) _output.WriteLine($"  {finding.Severity.ToString().ToLowerInvariant()} {finding}");
    }

    private void Show(IReadOnlyList<ImageCopy> copies)
    {
        foreach (var copy in copies)
        {
            Rows(
                ("To", copy.Destination), ("Image", copy.ImageUri), ("Tags", string.Join(", ", copy.Tags)),
                ("Sent", copy.FailedWith is not null ? null : copy.NoChange ? "nothing: it was there already" : Humanize.Size(copy.BytesSent)),
                ("Error", copy.FailedWith is { } kind ? $"{kind}: {copy.Error}" : null), ("Try", copy.Remedy));
        }
    }

    private void Show(ExportedLambdaImage image)
    {
        Rows(
            ("File", image.Path), ("Format", image.Format.ToString()), ("Image", image.Reference), ("Digest", image.Digest),
            ("Architecture", image.Architecture?.ApiName()), ("Size", Humanize.Size(image.Size)), ("Time", Humanize.Duration(image.Duration)));
        Warn(image.Warnings);
        Next($"lambda-image import-image --path {Quote(image.Path)} --destination REFERENCE");
    }

    private void Show(LambdaImageSbom sbom)
    {
        Rows(("SBOM", sbom.Path), ("Components", sbom.Components.ToString(CultureInfo.InvariantCulture)), ("Image", sbom.Digest));
        Warn(sbom.Warnings);
    }

    /// <summary>The answers alone, for programs that read them: the log has told the rest.</summary>
    private void Show(IReadOnlyList<LambdaImageInvocation> invocations)
    {
        foreach (var invocation in invocations) _output.WriteLine(invocation.Payload);
    }

    private void Show(LambdaImageMeasurement measured)
    {
        Rows(
            ("Image", measured.Image), ("Digest", measured.Digest), ("Base", measured.BaseImage), ("Architecture", measured.Architecture?.ApiName()),
            ("Size", $"{Humanize.Size(measured.Size)} ({Percent(measured.ShareOfLimit)} of Lambda's limit), {Humanize.Size(measured.CompressedSize)} compressed"),
            ("Files", $"{Count(measured.Files, "file")}, {Humanize.Size(measured.FilesSize)}"),
            ("Wasted", $"{Humanize.Size(measured.WastedBytes)} (efficiency {Percent(measured.Efficiency)})"),
            ("Cold start", $"reads of {Count(measured.ColdStart.Count, "file")}, {Humanize.Size(measured.ColdStartSize)}"));
        var table = new Table().Border(TableBorder.Simple).AddColumns("Layer", "Size", "Compressed", "Files", "Wasted", "From");
        foreach (var column in table.Columns.Take(5)) column.RightAligned();
        foreach (var layer in measured.Layers)
        {
            table.AddRow(
                Cell($"{layer.Index}"), Cell(Humanize.Size(layer.Size)), Cell(Humanize.Size(layer.CompressedSize)), Cell(Changes(layer)),
                Cell(layer.WastedBytes == 0 ? "" : Humanize.Size(layer.WastedBytes)), Cell((layer.IsBase == true ? "base: " : "") + (layer.Instruction ?? Humanize.Digest(layer.Digest))));
        }

        if (measured.Layers.Count > 0) _console.Write(table);
        Lines("Biggest files", measured.BiggestFiles.Select(file => (file.Size, file.Path)));
        Lines("Biggest folders", measured.BiggestFolders.Select(folder => (folder.Size, folder.Path)));
        Lines("Wasted", measured.Wasted.Select(file => (file.Size, $"{file.Path}: {Humanize.Words(file.Cause.ToString())} by layer {file.ReplacedBy}")));
        Lines("A cold start reads of", measured.ColdStart.Select(file => (file.Size, $"{file.Path}: {file.Reason}")));
        foreach (var advice in measured.Advice) _output.WriteLine("  advice: " + advice);
    }

    private void Show(LambdaImageDifference difference)
    {
        Rows(
            ("Reference", Named(difference.Reference, difference.ReferenceDigest)), ("Difference", Named(difference.Difference, difference.DifferenceDigest)),
            ("Base", difference.ReferenceBase == difference.DifferenceBase ? difference.ReferenceBase : $"{difference.ReferenceBase ?? "unknown"} → {difference.DifferenceBase ?? "unknown"}"),
            ("Compressed", difference.DifferenceSize is { } size ? $"{Humanize.Size(difference.ReferenceSize)} → {Humanize.Size(size)}" : null),
            ("Layers", difference.Layers.Count == 0 ? null : string.Join(", ", difference.Layers.GroupBy(layer => layer.Change).Select(group =>
                $"{group.Count()} {(group.Key == ImageChange.Equal ? "in both" : Humanize.Words(group.Key.ToString()))}"))),
            ("Files", difference.IsEqual ? "equal" : $"{difference.Added} added, {difference.Removed} removed, {difference.Changed} changed, {Growth(difference.Growth)}"));
        foreach (var setting in difference.Settings) _output.WriteLine($"  {setting}");
        foreach (var file in difference.Files) _output.WriteLine($"  {file}");

        static string Named(string name, string? digest) => digest is null || name.Contains(digest, StringComparison.Ordinal) ? name : $"{name} ({Humanize.Digest(digest)})";
        static string Growth(long bytes) => (bytes < 0 ? "-" : "+") + Humanize.Size(Math.Abs(bytes));
    }

    private void Lines(string heading, IEnumerable<(long Size, string Text)> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0) return;
        _output.WriteLine(heading);
        foreach (var (size, text) in all) _output.WriteLine($"  {Humanize.Size(size),10}  {text}");
    }

    /// <summary>Files that a layer added, changed and removed, as in <c>+12 ~3 -1</c>.</summary>
    private static string Changes(MeasuredLayer layer) => string.Join(' ',
        new[] { ("+", layer.Added), ("~", layer.Changed), ("-", layer.Removed) }.Where(change => change.Item2.Files > 0).Select(change => $"{change.Item1}{change.Item2.Files}"));

    private static string Percent(double share) => share.ToString("0.0 %", CultureInfo.InvariantCulture);

    private void Show(RepositoryCleanup cleanup)
    {
        Rows(
            ("Repository", cleanup.Repository), ("Deleted", $"{Count(cleanup.Deleted, "image")}, {Humanize.Size(cleanup.DeletedSize)}"),
            ("Kept", Count(cleanup.Kept, "image")), ("Checked", string.Join(", ", cleanup.Checked)), ("Time", Humanize.Duration(cleanup.Duration)));
        foreach (var image in cleanup.Images) _output.WriteLine("  " + image);
    }

    private void Show(CacheCleanup cleanup) => Rows(
        ("Cache", cleanup.Path), ("Removed", $"{Entries(cleanup.Entries)}, {Humanize.Size(cleanup.BytesFreed)}"),
        ("Kept", $"{Entries(cleanup.Kept)}, {Humanize.Size(cleanup.KeptSize)}"), ("Time", Humanize.Duration(cleanup.Duration)));

    private static string Entries(int count) => count == 1 ? "1 entry" : $"{count} entries";

    private void Show(RemovedLambdaFunction removed)
    {
        Rows(("Function", removed.FunctionArn), ("Repository", removed.Repository), ("Time", Humanize.Duration(removed.Duration)));
        foreach (var step in removed.Steps) _output.WriteLine("  " + step);
    }

    private void Rows(params (string Name, string? Value)[] rows)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        foreach (var (name, value) in rows)
        {
            if (!string.IsNullOrEmpty(value)) grid.AddRow(Cell(name), Cell(value));
        }

        _console.Write(grid);
    }

    private void Warn(IEnumerable<string> warnings)
    {
        foreach (var warning in warnings) _output.WriteLine("  warning: " + warning);
    }

    private void Next(string? command)
    {
        if (command is not null) _output.WriteLine("Next: " + command);
    }

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    private static Text Cell(string text) => new(text) { Overflow = Overflow.Fold };

    private static string? Words(IReadOnlyList<string> words) =>
        words.Count == 0 ? null : "[" + string.Join(", ", words.Select(word => $"\"{word}\"")) + "]";

    /// <summary>A path to type: relative to the current folder where that is shorter.</summary>
    private static string Quote(string path)
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        var shorter = relative.Length < path.Length ? relative : path;
        return shorter.Contains(' ', StringComparison.Ordinal) ? $"\"{shorter}\"" : shorter;
    }
}

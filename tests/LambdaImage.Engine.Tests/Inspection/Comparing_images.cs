using FsCheck;
using FsCheck.Fluent;
using LambdaImage.Engine.Inspection;
using LambdaImage.Engine.Inspection.Comparing;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;
using LambdaImage.Engine.Tests.Plans;
using static LambdaImage.TestKit.MemoryImage;

namespace LambdaImage.Engine.Tests.Inspection;

public sealed class Comparing_images : IDisposable
{
    private readonly ImageCarriage _carriage = new();

    [Fact]
    public async Task Files_folders_and_links_are_told_with_what_is_not_alike()
    {
        var (reference, difference) = await SeedAsync(
            [File("a/content", "12"), File("a/mode", "1"), File("a/owner", "1"), Link("a/link", "content"), File("a/type", "1"), File("a/gone", "123"), Folder("f", 0b111_000_000), File("same", "1"), File("deep/x/y", "1")],
            [
                File("a/content", "21"), File("a/mode", "1", LayerEntry.Executable), File("a/owner", "1") with { UserId = 7 }, Link("a/link", "other"), Folder("a/type"), File("a/new", "12345"), Folder("f"),
                File("same", "1") with { ModifiedAt = 99 }, File("deep/x", "1"),
            ]);

        var found = await _carriage.CompareAsync(reference, difference);

        found.Files.Select(file => $"{file}, {file.ReferenceSize} {file.DifferenceSize}").ShouldBe(
            [
                "Changed /a/content (content), 2 2", "Removed /a/gone, 3 ", "Changed /a/link (link),  ", "Changed /a/mode (mode), 1 1", "Added /a/new,  5", "Changed /a/owner (owner), 1 1",
                "Changed /a/type (type), 1 ", "Changed /deep/x (type),  1", "Removed /deep/x/y, 1 ", "Changed /f (mode),  ",
            ]);
        (found.Added, found.Removed, found.Changed, found.Growth, found.IsEqual).ShouldBe((1, 2, 7, 1L, false));
    }

    [Fact]
    public async Task Files_are_compared_as_a_container_sees_them_whatever_the_layers()
    {
        var one = await _carriage.SeedAsync(Create(layers: [[File("a", "1"), File("b", "2")]]), "one");
        var other = await _carriage.SeedAsync(Create(layers: [[File("a", "old"), File("c", "3")], [File("a", "1"), Hide("c")], [File("b", "2")]]), "other");

        var found = await _carriage.CompareAsync(one, other);

        found.IsEqual.ShouldBeTrue();
        found.Layers.Select(layer => layer.Change).ShouldBe([ImageChange.Removed, ImageChange.Added, ImageChange.Added, ImageChange.Added]);
    }

    [Fact]
    public async Task A_layer_that_both_have_is_read_once_and_the_same_layers_not_at_all()
    {
        IEnumerable<LayerEntry> below = [File("base", "b")];
        var one = Create(layers: [below, [File("a", "1")]]);
        var other = Create(layers: [below, [File("a", "2")]]);
        var (reference, difference) = (await _carriage.SeedAsync(one, "one"), await _carriage.SeedAsync(other, "other"));

        var found = await _carriage.CompareAsync(reference, difference);

        found.Layers.Select(layer => layer.Change).ShouldBe([ImageChange.Equal, ImageChange.Removed, ImageChange.Added]);
        _carriage.Reporter.Progress.Where(step => step.Completed).Select(step => step.Activity.Split(' ')[2]).ShouldBe(
            [one.Layers[0].Descriptor.DigestText, one.Layers[1].Descriptor.DigestText, other.Layers[1].Descriptor.DigestText], ignoreOrder: true);

        (await _carriage.CompareAsync(reference, reference)).IsEqual.ShouldBeTrue();
        _carriage.Reporter.Progress.Count(step => step.Completed).ShouldBe(3);
    }

    [Fact]
    public async Task Settings_are_compared_by_name_and_secrets_are_not_shown()
    {
        ImageConfig before = new()
        {
            Os = "linux",
            Architecture = "amd64",
            Config = new() { Env = ["PATH=/bin", "MODE=a", "API_TOKEN=hunter2", "PROXY=http://user:hunter2@proxy"], Cmd = ["a.handler"], User = "", Labels = new() { ["version"] = "1" } },
        };
        ImageConfig after = new()
        {
            Os = "linux",
            Architecture = "amd64",
            Config = new() { Env = ["MODE=b", "PATH=/bin", "API_TOKEN=hunter3", "PROXY=http://user:hunter3@proxy", "NEW="], Cmd = ["b.handler", "x y"], WorkingDir = "/app" },
        };
        IEnumerable<LayerEntry> layer = [File("a", "1")];
        var (one, other) = (await _carriage.SeedAsync(Create(before, layers: [layer]), "one"), await _carriage.SeedAsync(Create(after, layers: [layer]), "other"));

        var found = await _carriage.CompareAsync(one, other);

        found.Settings.Select(setting => setting.ToString()).ShouldBe(
            [
                "Cmd: [\"a.handler\"] → [\"b.handler\",\"x y\"]", "Env MODE: a → b", "Env API_TOKEN: *** → ***", "Env PROXY: http://***@proxy → http://***@proxy", "Label version: 1 → none",
                "WorkingDir: none → /app", "Env NEW: none → ",
            ]);
        (found.IsEqual, found.Files.Count).ShouldBe((false, 0));
    }

    [Theory]
    [InlineData("/var/task", "/var/task /var/task/a.js /var/task/lib /var/task/lib/b.js")]
    [InlineData("var/task/*.js", "/var/task/a.js /var/task/lib/b.js")]
    [InlineData("*/b.??", "/var/task/lib/b.js")]
    [InlineData("/var/tas", "")]
    public async Task Only_paths_that_were_asked_for_are_told(string pattern, string paths)
    {
        var (reference, difference) = await SeedAsync([File("etc/os", "1"), Folder("var")], [File("etc/os", "2"), Folder("var"), File("var/task/a.js", "1"), File("var/task/lib/b.js", "1")]);

        var found = await _carriage.CompareAsync(reference, difference, request => request with { Paths = [pattern] });

        found.Files.Select(file => file.Path).ShouldBe(paths.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task What_is_equal_is_told_on_request()
    {
        var (reference, _) = await SeedAsync([File("a", "1")], [File("a", "1")]);

        var found = await _carriage.CompareAsync(reference, reference, request => request with { IncludeEqual = true });

        found.Files.ShouldHaveSingleItem().Change.ShouldBe(ImageChange.Equal);
        found.IsEqual.ShouldBeTrue();
    }

    [Fact]
    public async Task A_folder_is_compared_with_its_place_in_the_image_without_what_is_ignored()
    {
        var config = new ImageConfig { Os = "linux", Architecture = "amd64", Config = new() { WorkingDir = "/srv" } };
        var source = await _carriage.SeedAsync(Create(config, layers: [[File("srv/app.js", "new"), File("srv/lib/a.js", "same"), File("srv/run.sh", "#!"), File("srv/gone.js", "1"), File("etc/os", "1")]]));
        foreach (var (name, text) in new[] { ("app.js", "old!"), ("lib/a.js", "same"), ("run.sh", "#!"), ("notes.md", "mine"), (".dockerignore", "*.md\n.dockerignore\n") }) _carriage.Folder.Write("src/" + name, text);
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(_carriage.Folder["src/run.sh"], (UnixFileMode)LayerEntry.Executable);

        var found = await _carriage.CompareAsync(source, null, request => request with { Folder = _carriage.Folder["src"] });

        found.Files.Select(file => file.ToString()).ShouldBe(
            ["Changed /srv/app.js (content)", "Removed /srv/gone.js", .. OperatingSystem.IsWindows() ? Array.Empty<string>() : ["Changed /srv/run.sh (mode)"]]);
        (found.Difference, found.DifferenceDigest, found.DifferenceSize, found.Layers.Count).ShouldBe((_carriage.Folder["src"], null, null, 0));
    }

    [Fact]
    public async Task A_folder_that_the_image_does_not_have_is_told_with_what_to_do()
    {
        var source = await _carriage.SeedAsync(Create(layers: [[File("a", "1")]]));

        var error = await Should.ThrowAsync<LambdaImageException>(() => _carriage.CompareAsync(source, null, request => request with { Folder = _carriage.Folder.Path, ImagePath = "/opt" }));
        var needless = await Should.ThrowAsync<LambdaImageException>(() => _carriage.CompareAsync(source, source, request => request with { ImagePath = "/opt" }));

        (error.Kind, needless.Kind).ShouldBe((ErrorKind.RequestInvalid, ErrorKind.RequestInvalid));
        error.Remedy.ShouldContain("-ImagePath");
        needless.Remedy.ShouldContain("-Path");
    }

    [Fact]
    public void An_image_differs_in_nothing_from_itself_and_two_differ_alike_from_both_sides() =>
        Prop.ForAll(Images.ToArbitrary(), Images.ToArbitrary(), (one, other) =>
        {
            var (first, second) = (Tree(one), Tree(other));
            Compare(first, Tree(one)).ShouldBeEmpty();
            var (there, back) = (Compare(first, second), Compare(second, first));
            there.Select(Mirrored).ShouldBe(back.Select(file => file.ToString()));
            there.Where(file => file.Change == ImageChange.Added).Select(file => file.Path).ShouldBe(Paths(second).Except(Paths(first)), ignoreOrder: true);
            there.Where(file => file.Change == ImageChange.Removed).Select(file => file.Path).ShouldBe(Paths(first).Except(Paths(second)), ignoreOrder: true);
        }).QuickCheckThrowOnFailure();

    public void Dispose() => _carriage.Dispose();

    /// <summary>Up to three layers of entries with few names, so that they meet.</summary>
    private static Gen<ListedEntry[][]> Images => Entries.ArrayOf().ArrayOf(3);

    private static Gen<ListedEntry> Entries =>
        from path in Gen.Elements("a", "b", "a/a", "a/b", "a/b/c", "b/a")
        from kind in Gen.Frequency((6, Gen.Constant(EntryKind.File)), (2, Gen.Constant(EntryKind.Directory)), (1, Gen.Constant(EntryKind.SymbolicLink)), (1, Gen.Constant(EntryKind.HardLink)),
            (2, Gen.Constant(EntryKind.Whiteout)), (1, Gen.Constant(EntryKind.OpaqueWhiteout)))
        from text in Gen.Elements("1", "2", "33")
        from mode in Gen.Elements(LayerEntry.PlainFile, LayerEntry.Executable)
        from target in Gen.Elements("a/a", "b", "a")
        select new ListedEntry(
            new LayerEntry(path, kind) { Mode = mode, LinkTarget = kind is EntryKind.SymbolicLink or EntryKind.HardLink ? target : null }, 0, text.Length,
            kind == EntryKind.File ? Digest.Of(System.Text.Encoding.UTF8.GetBytes(text)) : null);

    private static FileTree Tree(ListedEntry[][] layers)
    {
        var image = Create(layers: [[]]);
        return ImageInventory.Of(image, [.. layers.Select(entries => new LayerInventory(image.Layers[0], 0, entries))]).Files;
    }

    private static IEnumerable<string> Paths(FileTree files) => files.Root.Walk().Skip(1).Select(node => "/" + node.Path);

    private static IReadOnlyList<ImageFileDifference> Compare(FileTree one, FileTree other) =>
        new FileComparison(new FileDigests(DateTimeOffset.UnixEpoch), isFolder: false, includeEqual: false).Compare(one.Root, other.Root, CancellationToken.None);

    private static string Mirrored(ImageFileDifference file) => (file with
    {
        Change = file.Change switch { ImageChange.Added => ImageChange.Removed, ImageChange.Removed => ImageChange.Added, var same => same },
    }).ToString();

    private async Task<(string Reference, string Difference)> SeedAsync(IEnumerable<LayerEntry> one, IEnumerable<LayerEntry> other) =>
        (await _carriage.SeedAsync(Create(layers: [one]), "one"), await _carriage.SeedAsync(Create(layers: [other]), "other"));
}

using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Inspection.Measuring;

/// <summary>Says what would make an image smaller, where that is certain: what a base image brought along is not the user's to remove.</summary>
/// <param name="inventory">The image.</param>
/// <param name="layers">Its layers as they are told.</param>
internal sealed class ImageAdvice(ImageInventory inventory, IReadOnlyList<MeasuredLayer> layers)
{
    /// <summary>Less than this is not worth a line in a Dockerfile.</summary>
    private const long Worthwhile = 1_000_000;

    /// <summary>How many files one line names.</summary>
    private const int Named = 3;

    /// <summary>Folders that only package managers and compilers read, with how to be rid of them.</summary>
    private static readonly (string Folder, string Remedy)[] Caches =
    [
        ("var/cache/apt", "end the RUN with: rm -rf /var/cache/apt/*"),
        ("var/lib/apt/lists", "end the RUN with: rm -rf /var/lib/apt/lists/*"),
        ("var/cache/dnf", "end the RUN with: dnf clean all"),
        ("var/cache/libdnf5", "end the RUN with: dnf clean all"),
        ("var/cache/yum", "end the RUN with: yum clean all"),
        ("var/cache/apk", "install with: apk add --no-cache"),
        ("root/.cache/pip", "install with: pip install --no-cache-dir"),
        ("root/.cache/uv", "install with: uv --no-cache"),
        ("root/.cache/go-build", "build in a stage of its own and copy the program"),
        ("root/.npm", "end the RUN with: npm cache clean --force"),
        ("root/.cache/yarn", "end the RUN with: yarn cache clean"),
        ("usr/local/share/.cache/yarn", "end the RUN with: yarn cache clean"),
        ("root/.composer/cache", "end the RUN with: composer clear-cache"),
        ("root/.m2/repository", "build in a stage of its own and copy the result"),
        ("root/.gradle/caches", "build in a stage of its own and copy the result"),
        ("root/.nuget/packages", "build in a stage of its own and copy the result"),
        ("usr/local/cargo/registry", "build in a stage of its own and copy the program"),
        ("root/.cargo/registry", "build in a stage of its own and copy the program"),
        ("root/go/pkg/mod", "build in a stage of its own and copy the program"),
        ("go/pkg/mod", "build in a stage of its own and copy the program"),
    ];

    /// <summary>Names that such a folder has wherever it is.</summary>
    private static readonly (string Folder, string Remedy)[] Anywhere =
    [
        (".git", "name it in .dockerignore"),
        ("node_modules/.cache", "name it in .dockerignore, or remove it in the RUN that makes it"),
    ];

    /// <summary>Folders of compilers, which nothing reads at run time.</summary>
    private static readonly string[] Compilers = ["usr/lib/gcc", "usr/libexec/gcc", "usr/local/go", "usr/local/rustup", "root/.rustup", "usr/lib/llvm", "usr/share/cmake", "usr/include"];

    /// <param name="waste">What is wasted, biggest first.</param>
    /// <returns>Sentences, biggest gain first.</returns>
    public IReadOnlyList<string> Of(IReadOnlyList<WastedFile> waste) =>
    [
        .. Left().Concat(Doubled()).Concat(Wasted(waste)).Where(advice => advice.Gain >= Worthwhile)
            .OrderByDescending(advice => advice.Gain).Select(advice => advice.Text),
    ];

    private IEnumerable<(long Gain, string Text)> Left()
    {
        foreach (var (path, remedy) in Caches)
        {
            if (inventory.Files.Find(path) is { Kind: EntryKind.Directory } folder && OwnSize(folder) is var size) yield return (size, Cache(folder, size, remedy));
        }

        foreach (var folder in inventory.Files.Root.Walk().Where(node => node.Kind == EntryKind.Directory))
        {
            foreach (var (name, remedy) in Anywhere)
            {
                if (folder.Name == name[(name.LastIndexOf('/') + 1)..] && ("/" + folder.Path).EndsWith("/" + name, StringComparison.Ordinal) && OwnSize(folder) is var size)
                    yield return (size, Cache(folder, size, remedy));
            }
        }

        var tools = Compilers.Select(path => inventory.Files.Find(path)).OfType<FileNode>().Where(node => node.Kind == EntryKind.Directory).Distinct()
            .Select(node => (Node: node, Size: OwnSize(node))).Where(tool => tool.Size > 0).OrderByDescending(tool => tool.Size).ToList();
        if (tools.Count > 0)
            yield return (tools.Sum(tool => tool.Size), $"Compilers and their files take {ByteSize.Write(tools.Sum(tool => tool.Size))}: {List(tools.Select(tool => tool.Node))}. "
                + "Build in a stage of its own, and COPY --from it what was built.");
    }

    private static string Cache(FileNode folder, long size, string remedy) =>
        $"/{folder.Path} takes {ByteSize.Write(size)}, and nothing reads it at run time: {remedy}";

    /// <summary>Files of the same bytes under names of their own.</summary>
    private IEnumerable<(long Gain, string Text)> Doubled()
    {
        var groups = inventory.Files.Root.Walk().Where(node => node.Entry.Content is ListedContent content && content.Length > 0 && IsOwn(content))
            .GroupBy(node => ((ListedContent)node.Entry.Content!).Digest)
            .Select(group => group.DistinctBy(node => node.Entry.Content).ToList()).Where(group => group.Count > 1)
            .Select(group => (Gain: group.Skip(1).Sum(node => node.Entry.Content!.Length), Nodes: group))
            .OrderByDescending(group => group.Gain).ToList();
        if (groups.Count == 0) yield break;
        var gain = groups.Sum(group => group.Gain);
        yield return (gain, $"{groups.Count} {(groups.Count == 1 ? "file is" : "files are")} there more than once and could be {ByteSize.Write(gain)} less, first {List(groups[0].Nodes)}.");
    }

    private IEnumerable<(long Gain, string Text)> Wasted(IReadOnlyList<WastedFile> waste)
    {
        // Each layer that makes others useless is one line to change.
        foreach (var group in waste.Where(file => layers[file.ReplacedBy - 1].IsBase != true).GroupBy(file => (file.ReplacedBy, file.Cause)))
        {
            var (size, layer) = (group.Sum(file => file.Size), layers[group.Key.ReplacedBy - 1]);
            var step = $"Layer {layer.Index}{(layer.Instruction is null ? "" : $" ({layer.Instruction})")}";
            var which = $"{ByteSize.Write(size)}, first {group.First().Path}";
            yield return (size, group.Key.Cause switch
            {
                WasteCause.SameContent => $"{step} copies {which}, to change mode, owner or time: use COPY --chmod or --chown, or do it in the instruction that makes the file.",
                WasteCause.Deleted => $"{step} deletes {which}, which stays in the image below it: delete it in the instruction that makes it, or do not copy it.",
                _ => $"{step} overwrites {which}, which stays in the image below it: make it once.",
            });
        }
    }

    private long OwnSize(FileNode folder) =>
        folder.Walk().Select(node => node.Entry.Content).OfType<ListedContent>().Distinct().Where(IsOwn).Sum(content => content.Length);

    private bool IsOwn(ListedContent content) => layers[content.Layer].IsBase != true;

    private static string List(IEnumerable<FileNode> nodes) => string.Join(", ", nodes.Take(Named).Select(node => "/" + node.Path));
}

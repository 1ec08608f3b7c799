using System.Text;
using LambdaImage.Engine.Lint;
using LambdaImage.Engine.Lint.Shell;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Inspection.Measuring;

/// <summary>Finds the files that a cold start reads something of: extensions, the entry point, what scripts on the way start, loaders and libraries of
/// programs, and the file of the handler.</summary>
/// <remarks>What the program opens by itself, such as the modules that a handler imports, is not known without running it, and not guessed at.</remarks>
/// <param name="inventory">The image.</param>
/// <param name="spool">Holds the files that are looked into.</param>
internal sealed class ColdStartReader(ImageInventory inventory, LayerSpool spool)
{
    /// <summary>AWS's own entry point. Of what it names, Lambda starts <see cref="Bootstrap"/>; the rest is for running elsewhere.
    /// <see href="https://github.com/aws/aws-lambda-base-images"/></summary>
    private const string AwsEntryPoint = "lambda-entrypoint.sh";
    private const string Bootstrap = "/var/runtime/bootstrap";

    /// <summary>A script is looked into as far as this; longer ones are programs in their own right.</summary>
    private const int LongestScript = 64 * 1024;

    /// <summary>Where programs are when the image does not say: Docker's default.
    /// <see href="https://github.com/moby/moby/blob/master/oci/defaults.go"/></summary>
    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>Where the loaders of glibc and musl look, in the Linuxes that Lambda images are made of.</summary>
    private static readonly string[] LibraryFolders =
    [
        "/lib64", "/usr/lib64", "/lib", "/usr/lib", "/usr/local/lib",
        "/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib/aarch64-linux-gnu", "/usr/lib/aarch64-linux-gnu",
    ];

    private readonly ContainerConfig _config = inventory.Image.Config.Config ?? new ContainerConfig();
    private readonly Dictionary<ListedContent, ColdStartFile> _found = [];

    // Looked into together, so that each layer is read once for all of a round.
    private List<(FileNode Node, ListedContent Content)> _next = [];

    public async Task<IReadOnlyList<ColdStartFile>> ReadAsync(CancellationToken cancel)
    {
        foreach (var extension in inventory.Files.Find(WebAdapterUse.Extensions)?.Children ?? [])
        {
            if (extension.Kind != EntryKind.Directory) Add("/" + extension.Path, "extension, which Lambda starts before the function");
        }

        AddCommand();
        while (_next.Count > 0)
        {
            var round = _next;
            _next = [];
            var contents = round.ConvertAll(file => new LayerContent(inventory.Layers[file.Content.Layer].Layer, file.Content.Ordinal, file.Content.Length));
            await spool.TakeOutAsync(contents, cancel);
            foreach (var ((node, _), content) in round.Zip(contents)) LookInto("/" + node.Path, content);
        }

        // The handler's own file is read last.
        if (HandlerFiles.Of(inventory.Files, _config) is { } files)
        {
            foreach (var file in files) Add(file, "file of the handler");
        }

        return [.. _found.Values];
    }

    private void AddCommand()
    {
        string[] words = [.. _config.Entrypoint ?? [], .. _config.Cmd ?? []];
        if (words.Length == 0) return;
        Add(Program(words[0]), "entry point");
        foreach (var word in words.Skip(1)) Add(Absolute(word), "named by the command of the image");
    }

    private void LookInto(string path, LayerContent content)
    {
        var head = Bytes(content, 0, LongestScript);
        if (head is [(byte)'#', (byte)'!', ..])
        {
            if (content.Length <= LongestScript) LookIntoScript(path, Encoding.UTF8.GetString(head));
        }
        else if (ElfNeeds.Read((offset, count) => Bytes(content, offset, count)) is { } needs)
        {
            if (needs.Loader is { } loader) Add(loader, $"loader of {path}");
            foreach (var library in needs.Libraries) Add(Library(path, library, needs.Folders), $"library of {path}");
        }
    }

    private void LookIntoScript(string path, string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        string[] first = text[2..(end < 0 ? text.Length : end)].Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if (first.Length == 0) return;
        Add(first[0], $"interpreter of {path}");
        if (first is [var env, .., var named] && env.EndsWith("/env", StringComparison.Ordinal)) Add(Program(named), $"interpreter of {path}");
        if (path == "/" + AwsEntryPoint)
        {
            Add(Bootstrap, $"started by {path}");
            return;
        }

        if (!Array.Exists(first, word => word.EndsWith("sh", StringComparison.Ordinal))) return;
        // A program by its name alone may be the shell's own.
        foreach (var command in RunScript.OfText(text, firstLine: 1).Where(command => command.Words[0] is { IsOpen: false, Text: ['/', ..] }))
        {
            Add(command.Words[0].Text, $"{(command.IsConditional ? "perhaps " : "")}started by {path}");
            foreach (var word in command.Arguments.Where(word => word is { IsOpen: false, Text: ['/', ..] })) Add(word.Text, $"given to {command.Name} by {path}");
        }
    }

    /// <summary>Takes a file in, once, under the name that links lead to. What is not there is passed over: a choice in a script, or a library elsewhere.</summary>
    private void Add(string? path, string reason)
    {
        if (path is null || inventory.Files.Find(path) is not { Entry.Content: ListedContent content } node) return;
        if (_found.TryAdd(content, new ColdStartFile("/" + node.Path, content.Length, content.Layer + 1, reason))) _next.Add((node, content));
    }

    private string? Program(string name) => name.Contains('/', StringComparison.Ordinal)
        ? Absolute(name)
        : (Variable("PATH") ?? DefaultPath).Split(':').Select(folder => $"{folder}/{name}").FirstOrDefault(IsFile);

    private string Absolute(string path) => path.StartsWith('/') ? path : $"{_config.WorkingDir}/{path}";

    private string? Library(string user, string name, IReadOnlyList<string> folders)
    {
        if (name.Contains('/', StringComparison.Ordinal)) return name;
        var origin = user[..user.LastIndexOf('/')];
        return folders.Select(folder => folder.Replace("${ORIGIN}", origin, StringComparison.Ordinal).Replace("$ORIGIN", origin, StringComparison.Ordinal))
            .Concat((Variable("LD_LIBRARY_PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
            .Concat(LibraryFolders)
            .Select(folder => $"{folder}/{name}").FirstOrDefault(IsFile);
    }

    private bool IsFile(string path) => inventory.Files.Find(path) is { Kind: EntryKind.File };

    private string? Variable(string name) => _config.Env?.LastOrDefault(pair => pair.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];

    private static byte[] Bytes(LayerContent content, long offset, int count)
    {
        if (offset < 0 || offset >= content.Length) return [];
        using var stream = content.Open(offset);
        var bytes = new byte[Math.Min(count, content.Length - offset)];
        stream.ReadExactly(bytes);
        return bytes;
    }
}

using System.Formats.Tar;
using System.Text.Json;
using System.Text.Json.Nodes;
using LambdaImage.Engine.Builders.Daemonless;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;
using static LambdaImage.TestKit.MemoryImage;

namespace LambdaImage.Engine.Tests.Builders.Daemonless;

/// <summary>The same Dockerfile, built by BuildKit and by us, gives the same files and the same configuration.</summary>
public sealed class Agreeing_with_BuildKit : IDisposable
{
    private const string BaseName = "lambdaimage-differential-base";

    private static readonly string[] Compared =
        ["User", "ExposedPorts", "Env", "Entrypoint", "Cmd", "Volumes", "WorkingDir", "Labels", "StopSignal", "OnBuild", "Shell", "Healthcheck"];

    private readonly DaemonlessBench _bench = new();

    [SkippableTheory]
    [InlineData("FROM scratch\nCOPY . /")]
    [InlineData("FROM scratch\nCOPY src /app\nCOPY src/a.js src/b.js /flat/\nCOPY src/a.js /renamed")]
    [InlineData("FROM scratch\nCOPY src /app/\nCOPY a.txt /app\nCOPY src/deep /app/deep")]
    [InlineData("FROM scratch\nCOPY *.txt /t/\nCOPY src/?.js /js/\nCOPY s*c /c/\nCOPY missing* a.txt /m/")]
    [InlineData("FROM scratch\nCOPY --chown=12:34 src /a/b/c\nCOPY --chown=12:34 a.txt /x/y/\nCOPY --chown=7 a.txt /z")]
    [InlineData("FROM scratch\nCOPY --chmod=755 a.txt /a\nCOPY --chmod=0700 src /s")]
    [InlineData("FROM scratch\nWORKDIR /w/x\nCOPY a.txt .\nCOPY b.txt ./sub/\nWORKDIR y\nCOPY a.txt ../up.txt\nCOPY src ./")]
    [InlineData("FROM scratch\nCOPY links /l/\nCOPY links/to-a /followed\nCOPY links/to-folder /folder/")]
    [InlineData("FROM scratch\nADD packed.tgz /p/\nADD packed.tgz a.txt /q/\nCOPY packed.tgz /r/")]
    [InlineData("FROM scratch AS one\nCOPY --chown=5:6 src /s\nFROM scratch\nCOPY --from=one /s /t\nCOPY --from=one /s/a.js /s/b.js /u/\nCOPY --from=0 / /all/")]
    [InlineData("FROM scratch AS one\nCOPY src /s\nENV A=1\nCMD [\"one\"]\nFROM one AS two\nENV B=$A$A\nCOPY a.txt /s/\nFROM two\nENTRYPOINT [\"/x\"]")]
    [InlineData("FROM base\nCOPY a.txt /var/task\nCOPY b.txt /lib/\nCOPY --chown=app a.txt /named\nCOPY --chown=app:web b.txt /both\nCOPY a.txt /tmp/")]
    [InlineData("FROM base\nCOPY src /opt/\nWORKDIR /opt/new\nUSER app\nWORKDIR made\nCMD run me")]
    [InlineData("FROM base AS b\nFROM scratch\nCOPY --from=b /etc /etc\nCOPY --from=b /lib/x.so /direct/\nCOPY --from=b /usr/lib /lib/\nCOPY --from=b /hard /hard/")]
    [InlineData("FROM base\nENV A=\"two words\" B=${A:-x} C='$A' D=a\\ b PATH=/x:$PATH\nENV E $A and more\nLABEL a=\"b c\" $A=${UNSET:-d}\nARG F=f\nENV G=${F:+yes}$F\nWORKDIR $F")]
    [InlineData("ARG V=1\nARG W=$V.2\nFROM scratch\nARG V\nARG W\nARG X=${V}x\nLABEL v=$V w=$W x=$X none=$NONE t=$TARGETARCH\nARG TARGETARCH\nLABEL t2=$TARGETARCH\nCOPY a.txt /$X/")]
    [InlineData("FROM scratch\nEXPOSE 80 90/udp\nVOLUME /a [\"/b\"]\nVOLUME [\"/c d\"]\nSTOPSIGNAL 9\nCOPY a.txt /\nUSER 1:2\nSHELL [\"/s\", \"-x\"]\nCMD some thing\nENTRYPOINT other thing\nHEALTHCHECK --interval=5s --timeout=1m CMD check it\nONBUILD RUN x y")]
    [InlineData("FROM scratch\nCMD [\"a\"]\nENTRYPOINT [\"b\"]\nCMD [\"c\", \"d\"]\nHEALTHCHECK NONE\nCOPY a.txt /\nMAINTAINER Jo Doe")]
    public async Task Files_and_configuration_are_the_same(string dockerfile)
    {
        Skip.If(Environment.GetEnvironmentVariable("LAMBDAIMAGE_LAB") is null, "needs the lab");
        MakeContext();
        dockerfile = dockerfile.Replace("FROM base", "FROM " + BaseName, StringComparison.Ordinal);
        var image = Base();
        if (dockerfile.Contains(BaseName, StringComparison.Ordinal)) await ImportBaseAsync(image);
        _bench.WithImage(BaseName, image);

        var ours = await _bench.BuildAsync(dockerfile);
        var (theirFiles, theirConfig) = await BuildKitAsync(dockerfile);

        (await DescribeAsync(ours.Image.Layers)).ShouldBe(theirFiles);
        Describe(JsonNode.Parse(ours.Image.ConfigBytes.Span)!).ShouldBe(Describe(theirConfig));
    }

    public void Dispose() => _bench.Dispose();

    private void MakeContext()
    {
        _bench.With("a.txt", "b.txt", "src/a.js", "src/b.js", "src/deep/er/c.js", "ignored/x", "links/a").IgnoreText = null;
        _bench.Scratch.Write("project/.dockerignore", "ignored\nDockerfile\n.dockerignore\n");
        _bench.Scratch.Write("project/Dockerfile", "");
        _bench.Scratch.Run("ln", "-s", "a", "project/links/to-a");
        _bench.Scratch.Run("ln", "-s", "../src/deep", "project/links/to-folder");
        _bench.Scratch.Run("chmod", "755", "project/src/b.js");
        _bench.Scratch.Write("in/bin/tool", "tool");
        _bench.Scratch.Run("tar", "-C", "in", "--owner=5", "--group=6", "--mode=u=rwx,go=rx", "-czf", "project/packed.tgz", "bin");
    }

    private static IImage Base() => Create(
        new ImageConfig
        {
            Os = "linux",
            Architecture = "amd64",
            Config = new ContainerConfig { Env = ["PATH=/usr/bin:/bin", "LAMBDA_TASK_ROOT=/var/task"], WorkingDir = "/var/task", Entrypoint = ["/entry"], Cmd = ["base"] },
        },
        // In Docker's media types ours would have labels that tell the base, and BuildKit's would not.
        MediaTypes.OciManifest,
        null,
        [
            Folder("etc"), File("etc/passwd", "root:x:0:0:::\napp:x:501:502:::\n"), File("etc/group", "root:x:0:\nweb:x:600:\n"),
            Folder("hard"), File("hard/a", "hard"), Link("lib", "usr/lib"), Folder("opt"), Folder("tmp", 0b001_111_111_111), Folder("usr"),
            Folder("usr/lib", 0b111_101_000), File("usr/lib/x.so", "x", LayerEntry.Executable) with { UserId = 3, GroupId = 4 }, Folder("var"), Folder("var/task"),
        ]);

    private async Task ImportBaseAsync(IImage image)
    {
        await using (var stored = await image.Layers[0].OpenAsync(CancellationToken.None))
        await using (var file = System.IO.File.Create(_bench.Scratch["base.tgz"]))
        {
            await stored.CopyToAsync(file);
        }

        _bench.Scratch.Run(
            "docker", "import", "-c", "ENV PATH=/usr/bin:/bin", "-c", "ENV LAMBDA_TASK_ROOT=/var/task", "-c", "WORKDIR /var/task",
            "-c", "ENTRYPOINT [\"/entry\"]", "-c", "CMD [\"base\"]", "base.tgz", BaseName);
    }

    private async Task<(IReadOnlyList<string> Files, JsonNode Config)> BuildKitAsync(string dockerfile)
    {
        _bench.Scratch.Write("Dockerfile.differential", dockerfile);
        var tag = "lambdaimage-differential:" + Guid.NewGuid().ToString("N");
        // The client of Debian: a newer one wants buildx beside it.
        _bench.Scratch.Run("env", "DOCKER_BUILDKIT=1", "/usr/bin/docker", "build", "-q", "-t", tag, "-f", "Dockerfile.differential", "project");
        _bench.Scratch.Run("docker", "save", "-o", "saved.tar", tag);
        _bench.Scratch.Run("docker", "rmi", tag);
        Directory.CreateDirectory(_bench.Scratch["saved"]);
        await TarFile.ExtractToDirectoryAsync(_bench.Scratch["saved.tar"], _bench.Scratch["saved"], overwriteFiles: true);
        var manifest = JsonNode.Parse(System.IO.File.ReadAllText(_bench.Scratch["saved/manifest.json"]))![0]!;
        var config = JsonNode.Parse(System.IO.File.ReadAllText(Path.Combine(_bench.Scratch["saved"], manifest["Config"]!.GetValue<string>())))!;
        var layers = manifest["Layers"]!.AsArray().Select(name =>
        {
            var path = Path.Combine(_bench.Scratch["saved"], name!.GetValue<string>());
            var bytes = System.IO.File.ReadAllBytes(path);
            return new FileLayer(path, Descriptor.Of(MediaTypes.OciLayer, Digest.Of(bytes), bytes.Length));
        });
        return (await DescribeAsync([.. layers]), config);
    }

    /// <summary>All files, flattened: kind, mode, owner, path, target or content. Times differ, and may.</summary>
    private async Task<IReadOnlyList<string>> DescribeAsync(IReadOnlyList<ILayer> layers)
    {
        var tree = new FileTree();
        using var spool = new LayerSpool(_bench.Scratch["work"]);
        var blobs = new StoredBlobs(_bench.Scratch["compared"]);
        foreach (var (layer, number) in layers.Select((layer, number) => (layer, number)))
        {
            await foreach (var entry in ImageListings.FilesOfAsync(await blobs.GetAsync(layer, null, CancellationToken.None), CancellationToken.None))
                tree.Apply(entry, number);
        }

        var nodes = tree.Root.Walk().Skip(1).ToArray();
        await spool.TakeOutAsync(nodes.Select(node => node.Entry.Content), CancellationToken.None);
        return [.. nodes.Select(node =>
        {
            var entry = node.Entry;
            var line = $"{entry.Kind} {Convert.ToString(entry.Mode, 8)} {entry.UserId}:{entry.GroupId} {node.Path}";
            if (entry.LinkTarget is not null) return $"{line} -> {entry.LinkTarget}";
            if (entry.Content is not { } content) return line;
            using var text = new StreamReader(content.Open());
            return $"{line} = {Digest.Of(System.Text.Encoding.UTF8.GetBytes(text.ReadToEnd())).Hex[..8]}";
        })];
    }

    private static string Describe(JsonNode config)
    {
        var members = Compared
            .Select(name => (Name: name, Value: config["config"]?[name]))
            .Where(member => member.Value is not null && member.Value.ToJsonString() is not ("\"\"" or "{}" or "[]"))
            .Select(member => $"{member.Name} = {Sorted(member.Value!)}");
        return string.Join('\n', members.Append($"author = {config["author"]}"));
    }

    private static string Sorted(JsonNode value) => value is JsonObject members
        ? JsonSerializer.Serialize(new SortedDictionary<string, JsonNode?>(members.ToDictionary(pair => pair.Key, pair => pair.Value), StringComparer.Ordinal))
        : value.ToJsonString();
}

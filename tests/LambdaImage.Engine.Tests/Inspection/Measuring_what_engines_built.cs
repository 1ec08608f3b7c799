using System.Globalization;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Processes;
using LambdaImage.Engine.Tests.Oci;
using LambdaImage.Engine.Tests.Plans;

namespace LambdaImage.Engine.Tests.Inspection;

/// <summary>Images of the real docker and podman: what is measured is what tar, umoci, find and the engine itself say.</summary>
public sealed class Measuring_what_engines_built : IDisposable
{
    private const string Dockerfile = """
        FROM public.ecr.aws/lambda/provided:al2023
        COPY big.bin /data/big.bin
        COPY two.bin gone.bin /data/sub/
        RUN ln /data/big.bin /data/hard.bin
        RUN chmod 600 /data/sub/two.bin
        RUN rm /data/hard.bin
        COPY other.bin /data/big.bin
        RUN rm -rf /data/sub && mkdir /data/sub && echo new > /data/sub/new
        RUN rm -rf /data/sub/new
        CMD ["handler"]
        """;

    private readonly ImageCarriage _carriage = new(new ProcessRunner(new ProcessEnvironment()));
    private readonly ScratchFolder _scratch = new();
    private readonly string _name = $"measured-{Guid.NewGuid():N}:v1";

    [SkippableTheory]
    [InlineData("docker", "docker-daemon:")]
    [InlineData("podman", "containers-storage:localhost/")]
    public async Task Every_figure_is_what_other_programs_say(string engine, string store)
    {
        Require(engine);
        Build(engine);
        try
        {
            var measured = await _carriage.MeasureAsync(store + _name, request => request with { Top = 1000 });

            var layers = PlainLayers(engine);
            measured.Layers.Select(layer => layer.Size).ShouldBe(layers.Select(path => new FileInfo(path).Length));
            measured.Layers.Select(layer => (long)layer.Files).ShouldBe(layers.Select(path => Number($"tar -tvf {path} | grep '^-' | grep -vc '/\\.wh\\.' || true")));
            // Whiteouts are files of no bytes in the tar.
            var inLayers = layers.Sum(path => Number($"tar -tvf {path} | awk '/^-/ {{ sum += $3 }} END {{ print sum + 0 }}'"));

            _scratch.Run("umoci", "unpack", "--image", "oci:v1", "bundle");
            measured.Files.ShouldBe((int)Number("find bundle/rootfs -type f | wc -l"));
            measured.FilesSize.ShouldBe(Number("find bundle/rootfs -type f -printf '%i %s\\n' | sort -u | awk '{ sum += $2 } END { print sum }'"));
            measured.WastedBytes.ShouldBe(inLayers - measured.FilesSize);
            measured.Wasted.Sum(file => file.Size).ShouldBe(measured.WastedBytes);
            measured.BiggestFiles.Select(file => file.Path).ShouldContain("/data/big.bin");

            var sub = measured.Wasted.Where(file => file.Path.StartsWith("/data/", StringComparison.Ordinal)).ToLookup(file => file.Path);
            sub["/data/sub/gone.bin"].ShouldHaveSingleItem().Cause.ShouldBe(WasteCause.Deleted);
            sub["/data/sub/two.bin"].Select(file => file.Cause).ShouldBe([WasteCause.SameContent, WasteCause.Deleted], ignoreOrder: true);
            sub["/data/sub/new"].ShouldHaveSingleItem().ShouldSatisfyAllConditions(
                file => file.Size.ShouldBe(4), file => measured.Layers[file.ReplacedBy - 1].Instruction!.ShouldBe("RUN rm -rf /data/sub/new"));
        }
        finally
        {
            _scratch.Run(engine, "image", "rm", "--force", _name);
        }
    }

    [SkippableFact]
    public async Task Layers_are_those_that_docker_history_shows()
    {
        Require("docker");
        Build("docker");
        try
        {
            var measured = await _carriage.MeasureAsync("docker-daemon:" + _name);

            var history = _scratch.Run("docker", "history", "--no-trunc", "--human=false", "--format", "{{.Size}} {{.CreatedBy}}", _name)
                .Split('\n', StringSplitOptions.RemoveEmptyEntries).Reverse().Where(line => line.Contains("/data", StringComparison.Ordinal)).ToArray();
            foreach (var (line, layer) in history.Zip(measured.Layers.TakeLast(history.Length)))
            {
                var words = layer.Instruction!.Replace("RUN ", "", StringComparison.Ordinal);
                line.ShouldContain(words.Split(' ')[0]);
                // Files alone, against a tar with headers: never more, and the same for big ones.
                var size = long.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture);
                layer.Size.ShouldBeInRange(size, size + 16 * 1024);
            }
        }
        finally
        {
            _scratch.Run("docker", "image", "rm", "--force", _name);
        }
    }

    public void Dispose()
    {
        _carriage.Dispose();
        _scratch.Dispose();
    }

    private static void Require(string engine)
    {
        Skip.If(Environment.GetEnvironmentVariable("LAMBDAIMAGE_LAB") is null, "needs the lab");
        Skip.IfNot(ScratchFolder.Has(engine) && ScratchFolder.Has("umoci") && ScratchFolder.Has("skopeo") && Environment.IsPrivilegedProcess, "needs the engine, umoci, skopeo and root");
    }

    private void Build(string engine)
    {
        _scratch.Write("Dockerfile", Dockerfile);
        foreach (var (name, size, seed) in new[] { ("big.bin", 300_000, 1), ("two.bin", 200_000, 2), ("gone.bin", 100_000, 3), ("other.bin", 50_000, 4) })
        {
            var bytes = new byte[size];
            new Random(seed).NextBytes(bytes);
            File.WriteAllBytes(_scratch[name], bytes);
        }

        _scratch.Run(engine, "build", "--tag", _name, ".");
    }

    /// <summary>Takes the image out with the engine and skopeo, and unpacks its layers with gzip: none of it is ours.</summary>
    private string[] PlainLayers(string engine)
    {
        _scratch.Run(engine, "save", "--output", "saved.tar", _name);
        _scratch.Run("skopeo", "copy", "--quiet", "docker-archive:saved.tar", "oci:oci:v1");
        var digests = Text("skopeo inspect oci:oci:v1 | python3 -c 'import json, sys; print(*json.load(sys.stdin)[\"Layers\"], sep=\"\\n\")'").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return
        [
            .. digests.Select((digest, number) =>
            {
                var path = _scratch[$"layer-{number}.tar"];
                _scratch.Run("sh", "-c", $"zcat oci/blobs/sha256/{digest["sha256:".Length..]} > {path}");
                return path;
            }),
        ];
    }

    private long Number(string command) => long.Parse(Text(command), CultureInfo.InvariantCulture);

    private string Text(string command) => _scratch.Run("sh", "-c", command).Trim();
}

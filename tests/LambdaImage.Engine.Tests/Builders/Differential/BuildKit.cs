using System.Diagnostics;
using System.Formats.Tar;
using System.Text.Json.Nodes;
using LambdaImage.Engine.Http;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;
using LambdaImage.Engine.Oci.Layout;
using LambdaImage.Engine.Registries;
using LambdaImage.Engine.Tests.Builders.Daemonless;
using LambdaImage.Engine.Tests.Oci;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Builders.Differential;

/// <summary>A buildkitd for all the cases of a run, with the base images in the lab's registry; and ours, with the same images.</summary>
public sealed class BuildKit : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>What images in layouts are called.</summary>
    private const string LayoutName = "tools:v1";

    private readonly ScratchFolder _scratch = new();
    private readonly string? _registry = Environment.GetEnvironmentVariable("LAMBDAIMAGE_LAB_REGISTRY");
    private readonly string _run = $"differential-{Guid.NewGuid():N}";
    private BuildContextFiles? _files;
    private Process? _daemon;

    private BuildContextFiles Files => _files ??= new BuildContextFiles(_scratch);

    internal BuildKitAge Age { get; private set; }

    private string Socket => "unix://" + _scratch["s"];

    public async Task InitializeAsync()
    {
        if (Missing is not null) return;
        _scratch.Write("buildkitd.toml", $"[registry.\"{_registry}\"]\n  http = true\n");
        _daemon = Process.Start(new ProcessStartInfo(
            "buildkitd", ["--addr", Socket, "--root", _scratch["root"], "--config", _scratch["buildkitd.toml"], "--oci-worker-net", "host"])
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        _ = _daemon.StandardError.ReadToEndAsync();
        using var handler = HttpPipeline.CreateHandler(HttpTimeouts.Default);
        using var catalog = new RegistryCatalog(RegistryOptions.Default, handler, [], TimeProvider.System, new RecordingReporter());
        foreach (var (name, image) in BaseImages.All)
        {
            var plan = await catalog.Pusher.PlanAsync(image, ImageReference.Parse(Reference(name)), [], CancellationToken.None);
            await plan.RunAsync(new RecordingReporter(), CancellationToken.None);
        }

        for (var wait = 0; wait < 100 && !File.Exists(_scratch["s"]); wait++) await Task.Delay(100);
        Age = BuildKitAges.Read(_scratch.Run("buildkitd", "--version")) ?? (await KnowsParentsAsync() ? BuildKitAge.New : BuildKitAge.Old);
    }

    public async Task DisposeAsync()
    {
        if (_daemon is not { HasExited: false }) return;
        // It unmounts what it has mounted.
        using (Process.Start("kill", ["-TERM", $"{_daemon.Id}"])) await _daemon.WaitForExitAsync();
    }

    public void Dispose()
    {
        _daemon?.Dispose();
        _scratch.Dispose();
    }

    /// <summary>Builds a case that names no image with ours alone.</summary>
    internal async Task<Outcome> OursAsync(Case one)
    {
        Skip.If(OperatingSystem.IsWindows(), "needs links and modes");
        using var bench = new DaemonlessBench();
        Files.Make(bench.Scratch, one);
        return await OurselvesAsync(one, bench);
    }

    /// <summary>Builds a case with both.</summary>
    /// <returns>What came out, one line for each file and each member of the configuration.</returns>
    internal async Task<(Outcome Theirs, Outcome Ours)> CompareAsync(Case one)
    {
        Skip.If(Missing is not null, Missing);
        using var bench = new DaemonlessBench();
        var named = Named(one);
        Files.Make(bench.Scratch, named);
        foreach (var (name, image) in named.Layouts)
            await OciLayout.WriteAsync(BaseImages.All[image], Layout(bench, name), LayoutName, LayoutContent.Complete, bench, CancellationToken.None);
        foreach (var (name, image) in BaseImages.All) bench.WithImage(Reference(name), image);
        return (await BuildAsync(named, bench), await OurselvesAsync(named, bench));
    }

    /// <summary>The image that BuildKit makes of a Dockerfile.</summary>
    /// <param name="text">The Dockerfile; base images are named as in cases.</param>
    /// <param name="bench">Keeps its files.</param>
    internal async Task<IImage> ImageAsync(string text, DaemonlessBench bench)
    {
        Skip.If(Missing is not null, Missing);
        var named = Named(new Case("image", text));
        Files.Make(bench.Scratch, named);
        (await LayoutAsync(named, bench)).ShouldBeNull();
        return await OciLayout.OpenAsync(bench.Scratch["theirs"], LambdaArchitecture.X86_64, null, isCached: false, CancellationToken.None);
    }

    private Case Named(Case one) =>
        one with { Text = BaseImages.All.Keys.Aggregate(one.Text, (text, name) => text.Replace("@" + name, Reference(name), StringComparison.Ordinal)) };

    private string? Missing => _registry is null ? "needs the lab"
        : OperatingSystem.IsWindows() || !ScratchFolder.Has("buildkitd") || !ScratchFolder.Has("buildctl") ? "needs buildkitd"
        : !Environment.IsPrivilegedProcess ? "needs root, to run buildkitd" : null;

    private static string Layout(DaemonlessBench bench, string context) => bench.Scratch["layouts/" + context];

    private string Reference(string image) => $"{_registry}/{_run}/{image}:v1";

    private async Task<Outcome> OurselvesAsync(Case one, DaemonlessBench bench)
    {
        foreach (var (name, value) in one.Arguments) bench.Arguments[name] = value;
        foreach (var (name, value) in one.Labels) bench.Labels[name] = value;
        foreach (var (name, value) in one.Contexts) bench.Contexts[name] = value == "assets" ? bench.Scratch["assets"] : value;
        foreach (var (name, _) in one.Layouts) bench.Contexts[name] = $"oci-layout://{Layout(bench, name)}:{ImageReference.Parse(LayoutName).Tag}";
        bench.Target = one.Target;
        try
        {
            var built = await bench.BuildAsync(one.Text);
            return await Outcome.OfAsync(built.Image.Layers, JsonNode.Parse(built.Image.ConfigBytes.Span)!, bench.Scratch, one);
        }
        catch (LambdaImageException refusal)
        {
            return Outcome.Refused($"{refusal.Location} {refusal.Message}");
        }
    }

    private async Task<Outcome> BuildAsync(Case one, DaemonlessBench bench)
    {
        if (await LayoutAsync(one, bench) is { } refusal) return Outcome.Refused(refusal);
        var blobs = bench.Scratch["theirs"];
        var index = OciJson.Read<ImageIndex>(await File.ReadAllBytesAsync(Path.Combine(blobs, "index.json")));
        var manifest = OciJson.Read<ImageManifest>(await File.ReadAllBytesAsync(Blob(index.Manifests.Single())));
        var config = JsonNode.Parse(await File.ReadAllBytesAsync(Blob(manifest.Config)))!;
        return await Outcome.OfAsync([.. manifest.Layers.Select(layer => new FileLayer(Blob(layer), layer))], config, bench.Scratch, one);

        string Blob(Descriptor blob) => Path.Combine(blobs, "blobs", "sha256", blob.Digest.Hex);
    }

    /// <summary>Builds a case, into the folder of theirs.</summary>
    /// <returns>Why BuildKit refuses it; null: it does not.</returns>
    private async Task<string?> LayoutAsync(Case one, DaemonlessBench bench)
    {
        var project = bench.Scratch["project"];
        List<string> arguments =
        [
            "--addr", Socket, "build", "--frontend", "dockerfile.v0", "--local", "context=" + project, "--local", "dockerfile=" + project,
            "--output", $"type=oci,compression=uncompressed,dest={bench.Scratch["theirs.tar"]}", "--progress", "plain",
        ];
        if (one.Target is not null) Option("target", one.Target);
        foreach (var (name, value) in one.Arguments) Option("build-arg:" + name, value);
        foreach (var (name, value) in one.Labels) Option("label:" + name, value);
        foreach (var (name, value) in one.Contexts)
        {
            Option("context:" + name, value == "assets" ? "local:" + name : "docker-image://" + value);
            if (value == "assets") arguments.AddRange(["--local", $"{name}={bench.Scratch["assets"]}"]);
        }

        foreach (var (name, image) in one.Layouts)
        {
            // buildctl takes a digest only; that of a tag is looked up by buildx.
            Option("context:" + name, $"oci-layout://{name}@{BaseImages.All[image].Descriptor.DigestText}");
            arguments.AddRange(["--oci-layout", $"{name}={Layout(bench, name)}"]);
        }

        if (await RunAsync(arguments) is { } refusal) return refusal;
        var blobs = Directory.CreateDirectory(bench.Scratch["theirs"]).FullName;
        await TarFile.ExtractToDirectoryAsync(bench.Scratch["theirs.tar"], blobs, overwriteFiles: true);
        return null;

        void Option(string name, string value) => arguments.AddRange(["--opt", $"{name}={value}"]);
    }

    private async Task<bool> KnowsParentsAsync()
    {
        using var bench = new DaemonlessBench();
        var probe = new Case("probe", "FROM scratch\nCOPY --parents a.txt /\n");
        Files.Make(bench.Scratch, probe);
        return (await BuildAsync(probe, bench)).Why is null;
    }

    /// <summary>Runs buildctl.</summary>
    /// <returns>Its last line where it fails; null: it did not.</returns>
    private static async Task<string?> RunAsync(IReadOnlyList<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("buildctl", arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        using var limit = new CancellationTokenSource(Limit);
        var said = await process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode == 0 ? null : said.TrimEnd().Split('\n')[^1];
    }
}

using System.ComponentModel;
using System.Text.Json;
using LambdaImage.Engine.Builders.ContainerCli;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Invocations;

/// <summary>An image as a container engine has it.</summary>
/// <param name="Id">What the engine runs it by.</param>
/// <param name="Digest">Digest of the manifest, or, where the engine knows none, of the configuration.</param>
/// <param name="Config">Its configuration.</param>
internal sealed record EngineImage(string Id, string Digest, ImageConfig Config)
{
    // Members of what the engines print.
    private const string IdMember = "Id";
    private const string ConfigMember = "Config";

    /// <returns>The image; null: the engine has none of that name.</returns>
    public static async Task<EngineImage?> FindAsync(ContainerEngine engine, IProcessRunner processes, string name, CancellationToken cancel)
    {
        var answer = await new ContainerProgram(engine.Engine, processes).AskAsync(new ProcessCommand(engine.Program, ["image", "inspect", name]), cancel);
        if (answer is not { ExitCode: 0 }) return null;
        using var json = JsonDocument.Parse(string.Join('\n', answer.Output));
        var image = json.RootElement[0];
        var id = image.GetProperty(IdMember).GetString()!;
        if (!id.Contains(':', StringComparison.Ordinal)) id = "sha256:" + id;
        var config = new ImageConfig
        {
            Os = image.GetProperty("Os").GetString() ?? "",
            Architecture = image.GetProperty("Architecture").GetString() ?? "",
            Config = new ContainerConfig { Entrypoint = Words(image, "Entrypoint"), Cmd = Words(image, "Cmd") },
        };
        return new EngineImage(id, ManifestDigest(image) ?? id, config);
    }

    /// <summary>Gives the engine an image from elsewhere, under a name of its own.</summary>
    /// <exception cref="LambdaImageException">The engine does not take it.</exception>
    public static async Task LoadAsync(
        ContainerEngine engine, IProcessRunner processes, IImage image, string name, string shown, IWorkReporter reporter, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("lambdaimage-invoke-");
        try
        {
            var archive = Path.Combine(folder.FullName, "image.tar");
            await Oci.Archive.ImageArchive.WriteAsync(image, archive, name, reporter, cancel);
            var loaded = await processes.RunAsync(new ProcessCommand(engine.Program, ["load", "--quiet", "--input", archive]), onLine: null, cancel);
            if (loaded.ExitCode != 0) throw InvocationErrors.LoadFailed(engine, shown, loaded.Errors);
        }
        catch (Exception e) when (e is FileNotFoundException or Win32Exception)
        {
            throw InvocationErrors.NoContainerEngine(e.Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IReadOnlyList<string>? Words(JsonElement image, string name) =>
        image.TryGetProperty(ConfigMember, out var config) && config.TryGetProperty(name, out var words) && words.ValueKind == JsonValueKind.Array
            ? [.. words.EnumerateArray().Select(word => word.GetString() ?? "")] : null;

    // Docker knows it only of images that came from a registry or went to one.
    private static string? ManifestDigest(JsonElement image) =>
        image.TryGetProperty("RepoDigests", out var digests) && digests.ValueKind == JsonValueKind.Array && digests.GetArrayLength() > 0
            ? digests[0].GetString()?.Split('@')[^1] : null;
}

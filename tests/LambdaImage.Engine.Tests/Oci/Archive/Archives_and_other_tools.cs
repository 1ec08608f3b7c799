using System.Text.Json;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Oci.Archive;
using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Tests.Oci.Archive;

public sealed class Archives_and_other_tools : IDisposable
{
    private readonly ArchiveFolder _folder = new();
    private readonly SampleImage _image = new(fileSize: 300_000);
    private readonly string _name = "archive-test-" + Guid.NewGuid().ToString("N")[..8] + ":v1";
    private readonly ProcessRunner _runner = new(new ProcessEnvironment());

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Skopeo_reads_it_as_a_docker_archive()
    {
        var path = await WriteAsync();

        using var found = JsonDocument.Parse(await AskAsync("skopeo", "inspect", "docker-archive:" + path));

        found.RootElement.GetProperty("Architecture").GetString().ShouldBe("amd64");
        found.RootElement.GetProperty("Layers").GetArrayLength().ShouldBe(2);
        await AskAsync("skopeo", "copy", "--quiet", "docker-archive:" + path, "dir:" + _folder.Path("copied"));
    }

    [SkippableFact]
    public async Task Skopeo_reads_it_as_an_OCI_archive_with_the_same_digest()
    {
        var path = await WriteAsync();

        using var found = JsonDocument.Parse(await AskAsync("skopeo", "inspect", "oci-archive:" + path));

        found.RootElement.GetProperty("Digest").GetString().ShouldBe(_image.Descriptor.DigestText);
    }

    [SkippableFact]
    public async Task Docker_loads_it_and_what_it_saves_is_the_same_image()
    {
        var loaded = await AskAsync("docker", "load", "--input", await WriteAsync());

        loaded.ShouldContain(_name);
        var saved = _folder.Path("saved.tar");
        await AskAsync("docker", "save", _name, "--output", saved);
        await AskAsync("docker", "image", "rm", _name);
        var image = await _folder.OpenAsync(saved);
        image.ConfigBytes.ToArray().ShouldBe(_image.ConfigBytes.ToArray());
        SampleImage.Gunzip(await SampleImage.BytesAsync(image.Layers[1])).ShouldBe(_image.Plain[1]);
    }

    [SkippableFact]
    public async Task Podman_loads_it_and_what_it_saves_is_the_same_image()
    {
        await AskAsync("podman", "load", "--input", await WriteAsync());

        foreach (var format in new[] { "oci-archive", "docker-archive" })
        {
            var saved = _folder.Path(format + ".tar");
            await AskAsync("podman", "save", "--quiet", "--format", format, "--output", saved, _name);
            var image = await _folder.OpenAsync(saved);
            image.Config.RootFs.DiffIds.ShouldBe(_image.Config.RootFs.DiffIds);
            SampleImage.Gunzip(await SampleImage.BytesAsync(image.Layers[1])).ShouldBe(_image.Plain[1]);
        }

        await AskAsync("podman", "image", "rm", _name);
    }

    private async Task<string> WriteAsync()
    {
        Skip.If(Environment.GetEnvironmentVariable("LAMBDAIMAGE_LAB") is null, "needs the lab");
        var path = _folder.Path("shop.tar");
        await ImageArchive.WriteAsync(_image, path, _name, _folder.Work, CancellationToken.None);
        return path;
    }

    private async Task<string> AskAsync(string program, params string[] arguments)
    {
        var result = await _runner.RunAsync(new ProcessCommand(program, arguments), null, CancellationToken.None);
        result.ExitCode.ShouldBe(0, string.Join('\n', result.Errors));
        return string.Join('\n', result.Output);
    }
}

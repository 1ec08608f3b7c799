using System.Diagnostics;
using LambdaImage.Engine.Builders.Docker;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Processes;
using LambdaImage.Engine.Tests.Oci.Archive;

namespace LambdaImage.Engine.Tests.Builders.Cli;

/// <summary>A buildkitd of the test's own, as the docker-container, kubernetes and remote drivers have.</summary>
public sealed class Building_with_a_buildx_builder_of_its_own : IDisposable
{
    private readonly BuildFolder _folder = new();
    private readonly ProcessEnvironment _environment = new();
    private readonly ProcessRunner _runner = new(new ProcessEnvironment());
    private Process? _buildKit;

    public void Dispose()
    {
        if (_buildKit is not null)
        {
            _buildKit.Kill(entireProcessTree: true);
            _buildKit.WaitForExit();
            _buildKit.Dispose();
        }

        _folder.Dispose();
    }

    [SkippableFact]
    public async Task The_OCI_archive_holds_one_manifest_and_the_base_image_is_pinned()
    {
        Skip.If(_environment.Get("LAMBDAIMAGE_LAB") is null, "needs the lab");
        Skip.If(OperatingSystem.IsWindows() || new ProgramSearch(_environment).Find("buildkitd") is null, "needs buildkitd");
        var registry = _environment.Get("LAMBDAIMAGE_LAB_REGISTRY");
        var builder = await StartAsync(registry!);
        _folder.Write("app.txt", "hello");
        var job = _folder.Job($"FROM {registry}/public.ecr.aws/lambda/provided:al2023\nCOPY app.txt /\nRUN cat /app.txt\n");

        (await builder.ProbeAsync(CancellationToken.None)).Description.ShouldContain("driver remote");
        var result = await builder.BuildAsync(job, _folder.Work, CancellationToken.None);

        result.Image.Descriptor.MediaType.ShouldBe(MediaTypes.OciManifest);
        foreach (var layer in result.Image.Layers) Digest.Of(await SampleImage.BytesAsync(layer)).ShouldBe(layer.Descriptor.Digest);
        result.Origins.ShouldBe(["base", "base", "COPY app.txt /", "RUN cat /app.txt"]);
        result.BaseImage!.ShouldStartWith($"{registry}/public.ecr.aws/lambda/provided@sha256:");
        var metadata = await File.ReadAllTextAsync(Path.Combine(job.WorkFolder, "metadata.json"));
        metadata.ShouldContain(result.Image.Descriptor.DigestText);
    }

    [SkippableFact]
    public async Task A_builder_that_is_named_builds_where_no_daemon_runs()
    {
        Skip.If(_environment.Get("LAMBDAIMAGE_LAB") is null, "needs the lab");
        Skip.If(OperatingSystem.IsWindows() || new ProgramSearch(_environment).Find("buildkitd") is null, "needs buildkitd");
        var registry = _environment.Get("LAMBDAIMAGE_LAB_REGISTRY");
        var builder = await StartAsync(registry!, name: "own", daemon: "unix://" + _folder.Path("none"));
        var job = _folder.Job($"FROM {registry}/public.ecr.aws/lambda/provided:al2023\nRUN echo 1 > /made\n");

        var availability = await builder.ProbeAsync(CancellationToken.None);
        availability.IsReady.ShouldBeTrue();
        availability.Description.ShouldStartWith("Docker without a daemon");
        availability.Description.ShouldEndWith("driver remote, builder own");
        var result = await builder.BuildAsync(job, _folder.Work, CancellationToken.None);

        result.Origins[^1].ShouldBe("RUN echo 1 > /made");
    }

    [SkippableFact]
    public async Task Without_a_name_the_daemons_builder_is_in_use_and_needs_one()
    {
        Skip.If(_environment.Get("LAMBDAIMAGE_LAB") is null, "needs the lab");
        Skip.If(OperatingSystem.IsWindows() || new ProgramSearch(_environment).Find("buildkitd") is null, "needs buildkitd");
        var builder = await StartAsync(_environment.Get("LAMBDAIMAGE_LAB_REGISTRY")!, daemon: "unix://" + _folder.Path("none"));

        var availability = await builder.ProbeAsync(CancellationToken.None);

        availability.IsReady.ShouldBeFalse();
        availability.Description.ShouldContain(_folder.Path("none"));
    }

    /// <param name="registry">Registry without TLS.</param>
    /// <param name="name">The builder that is asked for; null: the one in use.</param>
    /// <param name="daemon">Where docker looks for its daemon, and then the builder is not the one in use; null: where it is.</param>
    private async Task<DockerBuilder> StartAsync(string registry, string? name = null, string? daemon = null)
    {
        var socket = "unix://" + _folder.Path("s");
        await File.WriteAllTextAsync(_folder.Path("buildkitd.toml"), $"[registry.\"{registry}\"]\n  http = true\n");
        _buildKit = Process.Start(new ProcessStartInfo("buildkitd",
            ["--addr", socket, "--root", _folder.Path("root"), "--config", _folder.Path("buildkitd.toml"), "--oci-worker-net", "host"])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        })!;
        _ = _buildKit.StandardError.ReadToEndAsync();
        for (var i = 0; i < 100 && !File.Exists(_folder.Path("s")); i++) await Task.Delay(100);

        // The builder is registered in a configuration of the test's own, so docker is started through a script that names it.
        var docker = new ProgramSearch(_environment).Find("docker");
        var folder = _folder.Program("bin", "docker", $"#!/bin/sh\nexport BUILDX_CONFIG={_folder.Path("buildx")}\n{(daemon is null ? "" : $"export DOCKER_HOST={daemon}\n")}exec {docker} \"$@\"\n");
        var made = await _runner.RunAsync(
            new ProcessCommand(Path.Combine(folder, "docker"), ["buildx", "create", "--driver", "remote", "--name", "own", .. daemon is null ? (string[])["--use"] : [], socket]),
            null, CancellationToken.None);
        Skip.If(made.ExitCode != 0, string.Join('\n', made.Errors));
        return new DockerBuilder(_runner, new TestEnvironment(_environment.Home, ("PATH", folder)), _folder.Compressed, builder: name);
    }
}

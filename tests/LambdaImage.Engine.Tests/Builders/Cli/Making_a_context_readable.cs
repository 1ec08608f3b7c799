using LambdaImage.Engine.Builders.Context;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Oci.Layers;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Builders.Cli;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class Making_a_context_readable : IDisposable
{
    private readonly TempProject _project = new(("app/main.py", "code"), ("app/bootstrap", "run"), ("secret.key", "shh"), (".dockerignore", "secret.key\n"));
    private readonly TempProject _work = new();
    private readonly RecordingReporter _reporter = new();

    public void Dispose()
    {
        _project.Dispose();
        _work.Dispose();
    }

    [SkippableFact]
    public async Task A_readable_context_is_used_as_it_is()
    {
        Skip.If(OperatingSystem.IsWindows(), "no modes");
        Mode("app", 0b111_101_101);
        Mode("app/main.py", 0b110_100_100);
        Mode("app/bootstrap", 0b111_101_101);
        Mode("secret.key", 0b110_000_000);

        (await EnsureAsync()).Dockerfile.ContextPath.ShouldBe(_project.Path, "what is ignored does not matter");
    }

    [SkippableFact]
    public async Task An_unreadable_one_is_copied_with_readable_modes()
    {
        Skip.If(OperatingSystem.IsWindows(), "no modes");
        Restrict();
        File.CreateSymbolicLink(_project.Of("app/link"), "main.py");
        Directory.CreateDirectory(_project.Of("empty"));

        var context = (await EnsureAsync()).Dockerfile.ContextPath;

        context.ShouldBe(Path.Combine(_work.Path, "contexts", "context"));
        ModeOf(context, "app").ShouldBe("755");
        ModeOf(context, "app/main.py").ShouldBe("644");
        ModeOf(context, "app/bootstrap").ShouldBe("755");
        new FileInfo(Path.Combine(context, "app/link")).LinkTarget.ShouldBe("main.py");
        Directory.Exists(Path.Combine(context, "empty")).ShouldBeTrue();
        File.Exists(Path.Combine(context, "secret.key")).ShouldBeFalse();
        _reporter.Text.ShouldContain("Lambda's user could not read ");
        File.GetUnixFileMode(_project.Of("app/main.py")).ShouldBe((UnixFileMode)0b110_000_000, "the project stays as it is");
    }

    [SkippableFact]
    public async Task Only_what_is_unreadable_is_copied_and_all_keeps_its_time()
    {
        Skip.If(OperatingSystem.IsWindows(), "no modes");
        Mode("app", 0b111_101_101);
        Mode("app/main.py", 0b110_110_100);
        Mode("app/bootstrap", 0b111_000_000);
        foreach (var file in new[] { "app/main.py", "app/bootstrap" }) File.SetLastWriteTimeUtc(_project.Of(file), DateTime.UnixEpoch);

        var context = (await EnsureAsync()).Dockerfile.ContextPath;

        FileStatus.Of(Path.Combine(context, "app/main.py")).ShouldBe(FileStatus.Of(_project.Of("app/main.py")), "it is the same file");
        ModeOf(context, "app/bootstrap").ShouldBe("755");
        File.GetLastWriteTimeUtc(Path.Combine(context, "app/bootstrap")).ShouldBe(DateTime.UnixEpoch);
    }

    [SkippableFact]
    public async Task A_program_that_only_its_owner_may_run_is_enough()
    {
        Skip.If(OperatingSystem.IsWindows(), "no modes");
        Mode("app", 0b111_101_101);
        Mode("app/main.py", 0b110_100_100);
        Mode("app/bootstrap", 0b111_100_100);

        ModeOf((await EnsureAsync()).Dockerfile.ContextPath, "app/bootstrap").ShouldBe("755");
    }

    [SkippableFact]
    public async Task It_can_be_switched_off()
    {
        Skip.If(OperatingSystem.IsWindows(), "no modes");
        Restrict();

        (await EnsureAsync(new DockerfileOptions { NormalizePermissions = false })).Dockerfile.ContextPath.ShouldBe(_project.Path);
    }

    [SkippableFact]
    public async Task Other_contexts_are_made_readable_too()
    {
        Skip.If(OperatingSystem.IsWindows(), "no modes");
        using var other = new TempProject(("x", "x"));
        File.SetUnixFileMode(other.Of("x"), UnixFileMode.UserRead);

        var contexts = (await EnsureAsync(contexts: new Dictionary<string, string> { ["other"] = other.Path, ["image"] = "node:22" })).BuildContexts;

        ModeOf(contexts["other"], "x").ShouldBe("644");
        contexts["image"].ShouldBe("node:22");
    }

    [SkippableFact]
    public async Task Copies_are_beside_each_other_and_go_with_the_build()
    {
        Skip.If(OperatingSystem.IsWindows(), "no modes");
        Restrict();
        using var other = new TempProject(("x", "x"));
        File.SetUnixFileMode(other.Of("x"), UnixFileMode.UserRead);

        var request = await EnsureAsync(contexts: new Dictionary<string, string> { ["ghcr.io/a"] = other.Path, ["ghcr.io/a/b"] = other.Path });

        string[] copies = [request.Dockerfile.ContextPath, .. request.BuildContexts.Values];
        copies.Select(Path.GetDirectoryName).Distinct().ShouldHaveSingleItem();
        copies.Distinct().Count().ShouldBe(3);
        ReadableContext.Remove(_work.Path);
        Directory.EnumerateFileSystemEntries(_work.Path).ShouldBeEmpty();
        ReadableContext.Remove(_work.Path);
    }

    [SkippableFact]
    public async Task A_file_that_is_gone_when_it_is_copied_is_told()
    {
        Skip.If(OperatingSystem.IsWindows(), "no modes");
        var file = new BuildContext(_project.Path, DockerIgnore.Nothing, default).Tree.Find("app/main.py")!;
        File.Delete(_project.Of("app/main.py"));

        var problem = await Should.ThrowAsync<LambdaImageException>(() => ContextCopy.WriteAsync([file], _work.Of("copy"), _ => true, default));

        problem.Kind.ShouldBe(ErrorKind.ContextFileNotFound);
        problem.Message.ShouldStartWith("Tried to read app/main.py of the build context but failed: ");
    }

    private void Restrict()
    {
        Mode("app/main.py", 0b110_000_000);
        Mode("app/bootstrap", 0b111_000_000);
        Mode("app", 0b111_000_000);
    }

    private void Mode(string file, int mode)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_project.Of(file), (UnixFileMode)mode);
    }

    private static string ModeOf(string folder, string file) =>
        OperatingSystem.IsWindows() ? "" : Convert.ToString((int)File.GetUnixFileMode(Path.Combine(folder, file)), 8);

    private Task<BuildRequest> EnsureAsync(DockerfileOptions? options = null, IReadOnlyDictionary<string, string>? contexts = null)
    {
        var project = new LambdaProject { Path = _project.Path, Name = "shop", Mode = BuildMode.Managed, ModeReason = "test", Options = options ?? new() };
        var dockerfile = new LambdaDockerfile { Project = project, ContextPath = _project.Path, IgnorePath = _project.Of(".dockerignore"), IgnoreText = "secret.key\n" };
        return ReadableContext.EnsureAsync(
            new BuildRequest { Dockerfile = dockerfile, BuildContexts = contexts ?? new Dictionary<string, string>() }, _work.Path, _reporter, default);
    }
}

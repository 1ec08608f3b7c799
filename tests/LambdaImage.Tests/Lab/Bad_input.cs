using System.Diagnostics;
using System.IO.Compression;

namespace LambdaImage.Tests.Lab;

/// <summary>What people get wrong, through the real process: a stable kind, what to do next, the right exit code, and never a stack trace.</summary>
public sealed class Bad_input
{
    [Fact]
    public async Task An_empty_folder_is_said_to_be_empty()
    {
        using var app = new AppFolder();
        await FailsAsync(ErrorKind.ProjectEmpty, 1, "project", app.Path);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_said_to_be_missing() =>
        await FailsAsync(ErrorKind.ProjectNotFound, 1, "project", "/no/such/folder");

    [Fact]
    public async Task An_unknown_project_tells_what_was_looked_for()
    {
        using var app = new AppFolder(("notes.txt", "hello"));
        (await FailsAsync(ErrorKind.ProjectNotRecognized, 1, "project", app.Path)).ShouldContain("--dockerfile", Case.Insensitive);
    }

    [Fact]
    public async Task A_framework_that_does_not_exist_gets_the_nearest_name()
    {
        using var app = AppFolder.Node("shop");
        (await FailsAsync(ErrorKind.RequestInvalid, 2, "project", app.Path, "--framework", "Expres")).ShouldContain("Express");
    }

    [Fact]
    public async Task Two_modes_at_once_are_wrong_usage()
    {
        using var app = AppFolder.CustomWithRun("shop");
        await FailsAsync(ErrorKind.ModeConflict, 2, "build", app.Path, "--dockerfile", "Dockerfile", "--image", "busybox");
    }

    [Fact]
    public async Task A_context_of_a_variable_that_is_not_set_is_told()
    {
        using var app = new AppFolder(("Dockerfile", "FROM scratch\n"));
        (await FailsAsync(ErrorKind.RequestInvalid, 2, "build", app.Path, "--dockerfile", "--build-context", "models=")).ShouldContain("models=");
    }

    [Fact]
    public async Task A_syntax_error_points_at_file_and_line()
    {
        using var app = new AppFolder(("Dockerfile", "FROM scratch\nCOPPY a b\n"));
        (await FailsAsync(ErrorKind.DockerfileInvalid, 1, "build", app.Path, "--dockerfile")).ShouldContain($"{Path.Combine(app.Path, "Dockerfile")}:2");
    }

    [Fact]
    public async Task A_source_that_is_missing_points_at_its_line()
    {
        using var app = new AppFolder(("Dockerfile", "FROM scratch\nCOPY bootstrp /var/task/\nENTRYPOINT [\"/var/task/bootstrap\"]\n"), ("bootstrap", "#!/bin/sh\n"));
        var said = await FailsAsync(ErrorKind.ContextFileNotFound, 1, "build", app.Path, "--dockerfile");
        said.ShouldContain("Dockerfile:2");
        said.ShouldContain("bootstrap");
    }

    [Fact]
    public async Task A_run_instruction_for_the_daemonless_engine_names_the_line_and_the_ways_out()
    {
        using var app = AppFolder.CustomWithRun("shop");
        (await FailsAsync(ErrorKind.InstructionUnsupported, 1, "build", app.Path, "--dockerfile", "--engine", "Daemonless")).ShouldContain("Dockerfile:2");
    }

    [Fact]
    public async Task More_layers_than_allowed_are_refused_before_anything_is_sent()
    {
        var copies = string.Concat(Enumerable.Range(0, 128).Select(number => $"COPY a /f{number}\n"));
        using var app = new AppFolder(("Dockerfile", $"FROM scratch\n{copies}ENTRYPOINT [\"/f0\"]\n"), ("a", "a"));
        (await FailsAsync(ErrorKind.ImageTooLarge, 1, "build", app.Path, "--dockerfile")).ShouldContain("127");
    }

    [Fact]
    public async Task A_registry_that_is_down_is_unreachable() =>
        await FailsAsync(ErrorKind.RegistryUnreachable, 1, "build", AppContext.BaseDirectory, "--image", "127.0.0.1:1/app:v1");

    [Fact]
    public async Task Without_a_region_the_function_cannot_be_found()
    {
        using var app = AppFolder.Node("shop");
        await FailsAsync(ErrorKind.RegionNotFound, 1, new Dictionary<string, string?> { ["AWS_REGION"] = null, ["AWS_DEFAULT_REGION"] = null, ["AWS_CONFIG_FILE"] = "/dev/null" }, "deploy", app.Path, "--function", "f");
    }

    [SkippableFact]
    public async Task A_base_image_that_is_missing_is_named()
    {
        LabParts.Require();
        var image = $"{LabParts.Registry}/no/such:base";
        using var app = new AppFolder(("Dockerfile", $"FROM {image}\nCOPY Dockerfile /x\n"));
        (await FailsAsync(null, 1, "build", app.Path, "--dockerfile")).ShouldContain($"{LabParts.Registry}/no/such");
    }

    [SkippableFact]
    public async Task A_registry_that_refuses_asks_for_a_login()
    {
        LabParts.Require();
        var registry = Environment.GetEnvironmentVariable("LAMBDAIMAGE_LAB_TOKEN_REGISTRY");
        using var app = HelloBootstrap();
        (await FailsAsync(null, 1, "publish", app.Path, "--destination", $"{registry}/private/app:v1")).ShouldContain("docker login");
    }

    [SkippableFact]
    public async Task Wrong_credentials_are_said_to_be_rejected()
    {
        LabParts.Require();
        using var app = AppFolder.Node("shop");
        await FailsAsync(ErrorKind.CredentialsRejected, 1, new Dictionary<string, string?> { ["AWS_ACCESS_KEY_ID"] = "BADKEY" }, "deploy", app.Path, "--function", "f", "--role", LabParts.Role);
    }

    [SkippableFact]
    public async Task A_zip_function_is_refused_before_the_build()
    {
        LabParts.Require();
        using var app = AppFolder.CustomWithRun("shop");
        var function = LabParts.Unique("zip");
        var zip = Path.Combine(app.Path, "code.zip");
        await using (var archive = new ZipArchive(File.Create(zip), ZipArchiveMode.Create)) archive.CreateEntry("index.js");
        await Shell.RunAsync(
            "aws", "lambda", "create-function", "--function-name", function, "--runtime", "nodejs22.x", "--handler", "index.handler",
            "--role", LabParts.Role, "--zip-file", "fileb://" + zip);
        (await FailsAsync(ErrorKind.FunctionIsZip, 1, "deploy", app.Path, "--dockerfile", "--function", function)).ShouldNotContain("RUN echo");
    }

    [SkippableFact]
    public async Task An_image_for_another_processor_is_refused()
    {
        LabParts.Require();
        await FailsAsync(ErrorKind.ArchitectureMismatch, 1, "build", AppContext.BaseDirectory, "--image", "bref/arm-php-84:3", "--architecture", "x86_64");
    }

    [SkippableFact]
    public async Task A_full_disk_leaves_no_half_written_archive()
    {
        LabParts.Require();
        using var app = AppFolder.Node("shop");
        var small = Directory.CreateTempSubdirectory("lambdaimage-small-").FullName;
        await Shell.RunAsync("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small);
        try
        {
            await FailsAsync(ErrorKind.OutputNotWritable, 1, "build", app.Path, "--output", Path.Combine(small, "shop.tar"));
            Directory.EnumerateFileSystemEntries(small).ShouldBeEmpty();
        }
        finally
        {
            await Shell.RunAsync("umount", small);
            Directory.Delete(small);
        }
    }

    private static AppFolder HelloBootstrap()
    {
        var app = new AppFolder();
        File.Copy(Path.Combine(RepositoryFiles.Root, "docs", "samples", "hello-bootstrap", "bootstrap"), Path.Combine(app.Path, "bootstrap"));
        return app;
    }

    private static Task<string> FailsAsync(ErrorKind? kind, int code, params string[] arguments) => FailsAsync(kind, code, [], arguments);

    private static async Task<string> FailsAsync(ErrorKind? kind, int code, Dictionary<string, string?> variables, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "lambda-image.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        foreach (var (name, value) in variables) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        process.ExitCode.ShouldBe(code, said + await output);
        (await output).ShouldBeEmpty();
        if (kind is { } expected) said.ShouldContain($"error {expected}: ");
        said.ShouldContain("  try: ");
        said.ShouldNotContain("   at ");
        return said;
    }
}

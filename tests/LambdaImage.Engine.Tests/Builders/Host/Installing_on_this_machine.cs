using LambdaImage.Engine.Builders.Host;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Builders.Host;

public sealed class Installing_on_this_machine : IDisposable
{
    private readonly TempProject _project = new();
    private readonly ToolMachine _machine = new("pip");
    private readonly RecordingReporter _reporter = new();
    private readonly FakeProcessRunner _programs = new();

    public Installing_on_this_machine()
    {
        _project.Write("app.py", "code").Write("requirements.txt", "flask==3.0").Write(".env", "SECRET=1");
        _programs.On("pip", command =>
        {
            Directory.CreateDirectory(Path.Combine(command.WorkingDirectory!, "packages"));
            File.WriteAllText(Path.Combine(command.WorkingDirectory!, "packages", "flask.py"), "installed");
            return new FakeProcessRunner.Reply(StandardOutput: "Successfully installed flask");
        });
    }

    public void Dispose()
    {
        _project.Dispose();
        _machine.Dispose();
    }

    [Fact]
    public async Task The_result_is_in_the_cache_and_the_project_stays_as_it_is()
    {
        var before = Files(_project.Path);

        var folder = await InstallAsync();

        File.ReadAllText(Path.Combine(folder, "flask.py")).ShouldBe("installed");
        folder.ShouldStartWith(_machine.CacheFolder);
        Files(_project.Path).ShouldBe(before);
    }

    [Fact]
    public async Task Only_what_is_asked_for_is_copied()
    {
        var folder = await InstallAsync();

        Files(Path.GetDirectoryName(folder)!).ShouldBe(["packages/flask.py", "requirements.txt"]);
    }

    [Fact]
    public async Task Ignored_files_are_never_copied()
    {
        var folder = await InstallAsync(new HostInstall { Tool = "pip", Inputs = ["."], Commands = [new("pip", [])], Result = "." });

        Files(folder).ShouldBe(["app.py", "packages/flask.py", "requirements.txt"]);
    }

    [Fact]
    public async Task The_same_is_installed_once()
    {
        var first = await InstallAsync();
        _project.Write("app.py", "other code");

        (await InstallAsync()).ShouldBe(first);

        _programs.Commands.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_changed_lock_file_is_installed_anew()
    {
        var first = await InstallAsync();
        _project.Write("requirements.txt", "flask==3.1");

        (await InstallAsync()).ShouldNotBe(first);

        _programs.Commands.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_was_made_for_another_environment_is_not_used()
    {
        _machine.Variables["NEXT_PUBLIC_API"] = "https://staging.test";
        var staging = await InstallAsync();
        _machine.Variables["NEXT_PUBLIC_API"] = "https://prod.test";

        (await InstallAsync()).ShouldNotBe(staging);

        _machine.Variables["NEXT_PUBLIC_API"] = "https://staging.test";
        (await InstallAsync()).ShouldBe(staging);
        _programs.Commands.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_next_run_of_a_pipeline_uses_what_one_before_installed()
    {
        _machine.Variables["GITHUB_ACTIONS"] = "true";
        _machine.Variables["GITHUB_RUN_ID"] = "1";
        await InstallAsync();
        _machine.Variables["GITHUB_RUN_ID"] = "2";

        await InstallAsync();

        _programs.Commands.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_key_in_an_address_is_a_part_of_what_is_made()
    {
        _machine.Variables["NEXT_PUBLIC_SENTRY_DSN"] = "https://one@o1.ingest.sentry.io/2";
        await InstallAsync();
        _machine.Variables["NEXT_PUBLIC_SENTRY_DSN"] = "https://two@o1.ingest.sentry.io/2";

        await InstallAsync();

        _programs.Commands.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Another_version_of_what_runs_the_program_installs_anew()
    {
        _machine.Install("node", "22");
        await InstallAsync();
        _machine.Install("node", "24 and newer");

        await InstallAsync();

        _programs.Commands.Count.ShouldBe(2);
    }

    [SkippableFact]
    public async Task A_terminal_with_links_of_its_own_to_the_same_version_uses_what_another_installed()
    {
        Skip.If(OperatingSystem.IsWindows(), "links need a privilege there");
        var shells = Directory.CreateDirectory(Path.Combine(_machine.Home, "fnm_multishells")).FullName;
        await InstallFromAsync("1_a", "22");
        await InstallFromAsync("2_b", "22");
        _programs.Commands.Count.ShouldBe(1);

        await InstallFromAsync("3_c", "24");

        _programs.Commands.Count.ShouldBe(2);

        Task InstallFromAsync(string shell, string version)
        {
            var bin = Path.Combine(_machine.Home, "versions", version, "bin");
            if (!Directory.Exists(bin))
            {
                Directory.CreateDirectory(bin);
                File.Copy(Path.Combine(_machine.Folder, "bin", "pip"), Path.Combine(bin, "pip"));
            }

            File.CreateSymbolicLink(Path.Combine(shells, shell), $"../versions/{version}");
            _machine.Variables["PATH"] = Path.Combine(shells, shell, "bin");
            return InstallAsync();
        }
    }

    [Fact]
    public async Task A_newer_program_installs_anew()
    {
        await InstallAsync();
        _machine.Install("pip", "newer");

        await InstallAsync();

        _programs.Commands.Count.ShouldBe(2);
    }

    [SkippableFact]
    public async Task A_link_to_another_version_installs_anew()
    {
        Skip.If(OperatingSystem.IsWindows(), "links need a privilege there");
        var link = Path.Combine(_machine.Get("PATH")!, "uv");
        _machine.Install("uv-1", "one");
        _machine.Install("uv-2", "two");
        _programs.On("uv", command =>
        {
            Directory.CreateDirectory(Path.Combine(command.WorkingDirectory!, "packages"));
            return new FakeProcessRunner.Reply();
        });
        File.CreateSymbolicLink(link, "uv-1");
        await InstallAsync(Install() with { Commands = [new("uv", [])] });
        File.Delete(link);
        File.CreateSymbolicLink(link, "uv-2");

        await InstallAsync(Install() with { Commands = [new("uv", [])] });

        _programs.Commands.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_saved_while_it_is_copied_is_not_kept_as_what_was_there_before()
    {
        // Programs are looked for when the files have been read, and before they are copied.
        _machine.OnSearch = () =>
        {
            _machine.OnSearch = null;
            _project.Write("requirements.txt", "flask==3.1");
        };
        var saved = await InstallAsync();
        (await InstallAsync()).ShouldBe(saved);
        _project.Write("requirements.txt", "flask==3.0");

        (await InstallAsync()).ShouldNotBe(saved);

        _programs.Commands.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Asked_to_renew_it_installs_again_beside_what_another_build_may_be_reading()
    {
        var before = await InstallAsync();
        File.SetLastWriteTimeUtc(Key(), DateTime.UtcNow.AddMinutes(-1));

        var renewed = await InstallAsync(renew: true);

        renewed.ShouldNotBe(before);
        Files(before).ShouldBe(["flask.py"]);
        (await InstallAsync()).ShouldBe(renewed);
        _programs.Commands.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_a_killed_process_left_is_not_taken_for_whole()
    {
        var folder = await InstallAsync();
        File.Delete(Key());

        (await InstallAsync()).ShouldNotBe(folder);

        _programs.Commands.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_nobody_used_for_a_week_is_removed()
    {
        var folder = await InstallAsync();
        var own = Directory.GetDirectories(Path.Combine(_machine.CacheFolder, "host")).ShouldHaveSingleItem();
        Directory.SetLastWriteTimeUtc(own, DateTime.UtcNow.AddDays(-8));

        (await InstallAsync()).ShouldNotBe(folder);

        Directory.Exists(own).ShouldBeFalse();
    }

    [Fact]
    public async Task What_the_program_prints_is_shown_and_a_failure_tells_the_command()
    {
        _programs.On("pip", new FakeProcessRunner.Reply(ExitCode: 1, StandardError: "No matching distribution found for flask==9"));

        var error = await Should.ThrowAsync<LambdaImageException>(() => InstallAsync());

        error.Kind.ShouldBe(ErrorKind.BuildFailed);
        error.Message.ShouldContain("No matching distribution");
        error.Remedy.ShouldContain("-DependencyInstall Container");
        _reporter.Lines.ShouldContain(line => line.Level == LogLevel.Build && line.Message.Contains("No matching distribution", StringComparison.Ordinal));
        Directory.EnumerateDirectories(Path.Combine(_machine.CacheFolder, "host")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_missing_program_is_named()
    {
        var install = new HostInstall { Tool = "uv", Inputs = ["."], Commands = [new("uv", ["pip"])], Result = "." };

        (await Should.ThrowAsync<LambdaImageException>(() => InstallAsync(install))).Kind.ShouldBe(ErrorKind.DependencyInstallUnavailable);

        new HostInstaller(_programs, _machine, TimeProvider.System).Missing(install).ShouldBe("uv");
    }

    [Fact]
    public async Task A_program_may_have_another_name()
    {
        await InstallAsync(Install() with { Commands = [new("pip3.13", ["install"]) { Alternatives = ["pip"] }] });

        _programs.Commands.Single().FileName.ShouldEndWith("pip");
    }

    [Fact]
    public async Task An_installation_that_leaves_nothing_is_a_failure() =>
        (await Should.ThrowAsync<LambdaImageException>(() => InstallAsync(Install() with { Result = "elsewhere" }))).Message.ShouldContain("elsewhere");

    private string Key() => Directory.GetFiles(Path.Combine(_machine.CacheFolder, "host"), "key", SearchOption.AllDirectories).ShouldHaveSingleItem();

    private static HostInstall Install() =>
        new() { Tool = "pip", Inputs = ["requirements.txt"], Commands = [new("pip", ["install", "--target", "packages"])], Result = "packages" };

    private Task<string> InstallAsync(HostInstall? install = null, bool renew = false) => new HostInstaller(_programs, _machine, TimeProvider.System).InstallAsync(
        new LambdaDockerfile
        {
            ContextPath = _project.Path,
            IgnoreText = ".env\n",
            HostInstall = install ?? Install(),
            Project = new LambdaProject { Path = _project.Path, Name = "app", Mode = BuildMode.Managed, ModeReason = "" },
        },
        renew, _reporter, CancellationToken.None);

    private static string[] Files(string folder) => !Directory.Exists(folder) ? []
        : [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];
}

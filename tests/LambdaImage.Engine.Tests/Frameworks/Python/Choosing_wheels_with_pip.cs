using System.IO.Compression;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Frameworks.Python;
using LambdaImage.Engine.Processes;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Frameworks.Python;

/// <summary>What real pip does with the command for this machine: it takes files and answers to markers for the image.</summary>
public sealed class Choosing_wheels_with_pip : IDisposable
{
    private static readonly PythonTarget Target = new("3.12", LambdaArchitecture.Arm64, LinuxDistribution.AmazonLinux2023);

    private readonly TempProject _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task It_takes_what_fits_the_image()
    {
        Wheel("native", "cp312-cp312-manylinux_2_28_aarch64", "for the image");
        Wheel("native", "cp312-cp312-manylinux_2_28_x86_64", "for another processor");
        Wheel("native", "cp312-cp312-manylinux_2_39_aarch64", "for a newer system");

        await InstallAsync("native\n");

        _folder.Read("packages/native.py").ShouldBe("for the image");
    }

    [SkippableFact]
    public async Task It_answers_markers_for_the_image()
    {
        Wheel("base", "py3-none-any", "", "linux; sys_platform == 'linux' and platform_machine == 'aarch64'", "windows; os_name == 'nt'", "older; python_version < '3.12'", "exact; python_version == '3.12'");
        foreach (var name in new[] { "linux", "windows", "older", "exact" }) Wheel(name, "py3-none-any", "");

        await InstallAsync("base\n");

        Directory.EnumerateFiles(_folder.Of("packages"), "*.py").Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["base.py", "exact.py", "linux.py"]);
    }

    private async Task InstallAsync(string requirements)
    {
        var environment = new ProcessEnvironment();
        Skip.If(new ProgramSearch(environment).Find("python3") is null, "needs python3");
        var runner = new ProcessRunner(environment);
        Skip.If((await runner.RunAsync(new ProcessCommand("python3", ["-m", "pip", "--version"]), null, CancellationToken.None)).ExitCode != 0, "needs pip");
        _folder.Write("requirements.txt", requirements);
        var command = PipCommands.OnHost(Target, "requirements.txt");
        var result = await runner.RunAsync(
            new ProcessCommand(command.Program, command.Arguments)
            {
                WorkingDirectory = _folder.Path,
                Environment = new Dictionary<string, string?> { ["PIP_NO_INDEX"] = "1", ["PIP_FIND_LINKS"] = _folder.Of("wheels") },
            },
            null, CancellationToken.None);
        result.ExitCode.ShouldBe(0, string.Join('\n', result.Output.Concat(result.Errors)));
    }

    private void Wheel(string name, string tag, string code, params string[] requires)
    {
        Directory.CreateDirectory(_folder.Of("wheels"));
        using var archive = ZipFile.Open(_folder.Of($"wheels/{name}-1.0-{tag}.whl"), ZipArchiveMode.Create);
        Entry($"{name}.py", code);
        Entry($"{name}-1.0.dist-info/METADATA", $"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n{string.Concat(requires.Select(need => $"Requires-Dist: {need}\n"))}");
        Entry($"{name}-1.0.dist-info/WHEEL", $"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n");
        Entry($"{name}-1.0.dist-info/RECORD", $"{name}.py,,\n{name}-1.0.dist-info/METADATA,,\n{name}-1.0.dist-info/WHEEL,,\n{name}-1.0.dist-info/RECORD,,\n");

        void Entry(string path, string text)
        {
            using var writer = new StreamWriter(archive.CreateEntry(path).Open());
            writer.Write(text);
        }
    }
}

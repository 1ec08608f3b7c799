using System.Security.Cryptography;
using LambdaImage.Engine.Builders.ContainerCli;
using LambdaImage.Engine.Tests.Oci;

namespace LambdaImage.Engine.Tests.Builders.Cli;

public sealed class Tidying_up_temporary_folders : IDisposable
{
    private readonly List<string> _folders = [];

    [Fact]
    public void What_a_killed_process_left_is_removed_after_a_day()
    {
        var (old, young) = (Left(days: 2), Left(days: 0));

        using var folder = new ShortFolder();

        (Directory.Exists(folder.Path), Directory.Exists(old), Directory.Exists(young)).ShouldBe((true, false, true));
    }

    [SkippableFact]
    public void Those_of_others_and_links_stay()
    {
        Skip.IfNot(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "needs to give a folder away");
        var (others, target) = (Left(days: 2), Left(days: 2, prefix: "lambdaimage-test-"));
        using var scratch = new ScratchFolder();
        scratch.Run("chown", "65534", others);
        var link = Name("limg-");
        Directory.CreateSymbolicLink(link, target);

        new ShortFolder().Dispose();

        (Directory.Exists(others), Directory.Exists(link), File.Exists(Path.Combine(target, "file"))).ShouldBe((true, true, true));
    }

    public void Dispose()
    {
        // A link before what it leads to, without which it is not found.
        foreach (var folder in Enumerable.Reverse(_folders).Where(Directory.Exists)) Directory.Delete(folder, recursive: true);
    }

    private string Left(int days, string prefix = "limg-")
    {
        var path = Directory.CreateDirectory(Name(prefix)).FullName;
        File.WriteAllText(Path.Combine(path, "file"), "");
        Directory.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddDays(-days));
        return path;
    }

    private string Name(string prefix)
    {
        _folders.Add(Path.Combine(Path.GetTempPath(), prefix + RandomNumberGenerator.GetHexString(6)));
        return _folders[^1];
    }
}

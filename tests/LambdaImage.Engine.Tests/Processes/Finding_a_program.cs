using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Tests.Processes;

public sealed class Finding_a_program : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lambdaimage-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [SkippableFact]
    public void All_of_that_name_are_found_in_the_order_of_PATH()
    {
        var second = Program("b", "tool");
        var first = Program("a", "tool");

        Search($"{Folder("a")}:{Folder("b")}:{Folder("a")}").FindAll("tool").ShouldBe([first, second]);
    }

    [SkippableFact]
    public void A_file_that_nobody_may_execute_is_no_program()
    {
        var file = Program("a", "tool");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead);

        Search(Folder("a")).Find("tool").ShouldBeNull();
    }

    [SkippableFact]
    public void Relative_folders_on_PATH_are_not_searched()
    {
        Program("a", "tool");

        Search(".:" + Path.GetRelativePath(Environment.CurrentDirectory, Folder("a"))).Find("tool").ShouldBeNull();
    }

    [SkippableFact]
    public void A_path_is_taken_as_it_is()
    {
        var file = Program("a", "tool");

        Search("").Find(file).ShouldBe(file);
    }

    private string Folder(string name) => Path.Combine(_folder.FullName, name);

    private string Program(string folder, string name)
    {
        SkipOnWindows();
        Directory.CreateDirectory(Folder(folder));
        var file = Path.Combine(Folder(folder), name);
        File.WriteAllText(file, "#!/bin/sh\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return file;
    }

    private static void SkipOnWindows() => Skip.If(OperatingSystem.IsWindows(), "Unix permissions");

    private static ProgramSearch Search(string path) => new(new PathOnly(path));

    private sealed class PathOnly(string path) : IEnvironment
    {
        public string Home => "/";

        public string CacheFolder => "/";

        public string? Get(string name) => name == "PATH" && path.Length > 0 ? path : null;
    }
}

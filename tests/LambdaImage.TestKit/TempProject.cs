namespace LambdaImage.TestKit;

/// <summary>A project folder for one test, gone when the test is over.</summary>
internal sealed class TempProject : IDisposable
{
    public TempProject(params IEnumerable<(string File, string Text)> files)
    {
        Path = Directory.CreateTempSubdirectory("lambdaimage-project-").FullName;
        foreach (var (file, text) in files) Write(file, text);
    }

    /// <summary>Absolute path of the folder.</summary>
    public string Path { get; }

    /// <summary>A copy of a folder, so that tests may write into it.</summary>
    public static TempProject CopyOf(string folder)
    {
        var project = new TempProject();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var target = System.IO.Path.Combine(project.Path, System.IO.Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return project;
    }

    public string Of(string file) => System.IO.Path.Combine(Path, file);

    public TempProject Write(string file, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Of(file))!);
        File.WriteAllText(Of(file), text);
        return this;
    }

    public string Read(string file) => File.ReadAllText(Of(file));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

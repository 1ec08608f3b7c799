namespace LambdaImage.Engine.Builders.ContainerCli;

/// <summary>Hands environment variables to a container without showing a value on any command line: in a file only this
/// user can read, removed afterwards.
/// <see href="https://docs.docker.com/reference/cli/docker/container/run/#env"/></summary>
internal sealed class VariablesFile : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _folder;

    private VariablesFile(string folder, IReadOnlyDictionary<string, string?> inherited)
    {
        _folder = folder;
        Inherited = inherited;
    }

    /// <summary>Arguments for <c>run</c>: names and a path, never a value.</summary>
    public IReadOnlyList<string> Arguments => ["--env-file", FilePath, .. Inherited.Keys.SelectMany(name => (string[])["--env", name])];

    /// <summary>Variables that the file cannot hold: the program passes them on from its own environment.</summary>
    public IReadOnlyDictionary<string, string?> Inherited { get; }

    private string FilePath => Path.Combine(_folder, "variables");

    public static async Task<VariablesFile> CreateAsync(IReadOnlyDictionary<string, string> variables, CancellationToken cancel)
    {
        // The file has one variable on each line, and some versions of podman take quotes away.
        var inherited = variables.Where(variable => variable.Value.AsSpan().IndexOfAny("\r\n\"'") >= 0)
            .ToDictionary(variable => variable.Key, string? (variable) => variable.Value, StringComparer.Ordinal);
        var made = new VariablesFile(Directory.CreateTempSubdirectory("lambdaimage-variables-").FullName, inherited);
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
            await using var file = new StreamWriter(made.FilePath, options);
            foreach (var (name, value) in variables.Where(variable => !inherited.ContainsKey(variable.Key)))
            {
                await file.WriteAsync($"{name}={value}\n".AsMemory(), cancel);
            }

            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

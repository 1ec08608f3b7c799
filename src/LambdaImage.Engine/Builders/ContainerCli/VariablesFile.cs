using LambdaImage.Engine.Environments;

namespace LambdaImage.Engine.Builders.ContainerCli;

/// <summary>Hands environment variables to a container without showing a value on any command line: in a file only this
/// user can read, removed afterwards.
/// <see href="https://docs.docker.com/reference/cli/docker/container/run/#env"/></summary>
internal sealed class VariablesFile : IDisposable
{
    private const string FileName = "variables";

    private readonly PrivateFolder _folder;

    private VariablesFile(PrivateFolder folder, IReadOnlyDictionary<string, string?> inherited)
    {
        _folder = folder;
        Inherited = inherited;
    }

    /// <summary>Arguments for <c>run</c>: names and a path, never a value.</summary>
    public IReadOnlyList<string> Arguments => ["--env-file", _folder.Of(FileName), .. Inherited.Keys.SelectMany(name => (string[])["--env", name])];

    /// <summary>Variables that the file cannot hold: the program passes them on from its own environment.</summary>
    public IReadOnlyDictionary<string, string?> Inherited { get; }

    /// <param name="variables">The variables.</param>
    /// <param name="environment">Environment of this process.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="LambdaImageException">The file cannot be made.</exception>
    public static async Task<VariablesFile> CreateAsync(
        IReadOnlyDictionary<string, string> variables, IEnvironment environment, CancellationToken cancel)
    {
        // The file has one variable on each line, and some versions of podman take quotes away.
        var inherited = variables.Where(variable => variable.Value.AsSpan().IndexOfAny("\r\n\"'") >= 0)
            .ToDictionary(variable => variable.Key, string? (variable) => variable.Value, StringComparer.Ordinal);
        var made = new VariablesFile(PrivateFolder.Create(environment, "variables"), inherited);
        try
        {
            await using var file = new StreamWriter(made._folder.Write(FileName));
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

    public void Dispose() => _folder.Dispose();
}

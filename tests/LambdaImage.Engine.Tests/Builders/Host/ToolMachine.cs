using LambdaImage.Engine.Environments;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Builders.Host;

/// <summary>A machine with just the programs that a test names; what they do, a fake runner says.</summary>
internal sealed class ToolMachine : IEnvironment, IDisposable
{
    private readonly TempProject _folder = new();

    public ToolMachine(params string[] programs)
    {
        foreach (var program in programs) Install(program, "");
    }

    /// <summary>What programs inherit.</summary>
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    IReadOnlyDictionary<string, string> IEnvironment.Variables => Variables;

    /// <summary>Is told that a program is looked for.</summary>
    public Action? OnSearch { get; set; }

    public string Folder => _folder.Path;

    public string Home => _folder.Of("home");

    public string CacheFolder => _folder.Of("cache");

    /// <summary>Puts a program there, or another version of it.</summary>
    public void Install(string program, string version)
    {
        _folder.Write($"bin/{program}", version);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder.Of($"bin/{program}"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string? Get(string name)
    {
        if (name != "PATH") return null;
        OnSearch?.Invoke();
        return Variables.GetValueOrDefault(name) ?? _folder.Of("bin");
    }

    public void Dispose() => _folder.Dispose();
}

using LambdaImage.Engine.Environments;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Builders.Host;

/// <summary>A machine with just the programs that a test names; what they do, a fake runner says.</summary>
internal sealed class ToolMachine : IEnvironment, IDisposable
{
    private readonly TempProject _folder = new();

    public ToolMachine(params string[] programs)
    {
        foreach (var program in programs)
        {
            _folder.Write($"bin/{program}", "");
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder.Of($"bin/{program}"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    public string Home => _folder.Of("home");

    public string CacheFolder => _folder.Of("cache");

    public string? Get(string name) => name == "PATH" ? _folder.Of("bin") : null;

    public void Dispose() => _folder.Dispose();
}

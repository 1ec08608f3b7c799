using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Environments;

namespace LambdaImage.Engine.Builders.ContainerCli;

/// <summary>A folder that only this user can read, for what a CLI is to know and nobody else; removed afterwards.</summary>
/// <remarks>What processes that were killed left behind is removed when a new one is made, which is why it is not in the temporary folder: there, strangers
/// could put links in the way.</remarks>
internal sealed class PrivateFolder : IDisposable
{
    /// <summary>Longer than any build: what is older was left behind by a process that was killed.</summary>
    private static readonly TimeSpan Keep = TimeSpan.FromDays(1);

    private PrivateFolder(string path) => Path = path;

    public string Path { get; }

    /// <param name="environment">Environment of this process, which tells where.</param>
    /// <param name="area">Name of what such folders are for.</param>
    /// <exception cref="LambdaImageException">It cannot be made.</exception>
    public static PrivateFolder Create(IEnvironment environment, string area)
    {
        // Elsewhere than in the profile the modes keep others out; Windows has none, and a cache may be for all users of an agent.
        var place = OperatingSystem.IsWindows() ? System.IO.Path.Combine(environment.Home, "AppData", "Local", "LambdaImage") : environment.CacheFolder;
        return new PrivateFolder(CacheFile.NewFolder(System.IO.Path.Combine(place, area), DateTime.UtcNow - Keep, CacheFile.OwnerOnly));
    }

    /// <summary>Path of a file in it.</summary>
    public string Of(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Makes a file in it.</summary>
    public FileStream Write(string name)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(Of(name), options);
    }

    /// <summary>Removes it; what a program still holds goes with those that were left behind.</summary>
    public void Dispose() => CacheFile.RemoveFolder(Path);
}

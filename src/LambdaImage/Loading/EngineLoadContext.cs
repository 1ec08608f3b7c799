using System.Reflection;
using System.Runtime.Loader;

namespace LambdaImage.Loading;

/// <summary>Keeps the engine and its packages away from those of other modules: AWS.Tools brings another
/// AWSSDK.Core into the same process.</summary>
internal sealed class EngineLoadContext(string folder) : AssemblyLoadContext("LambdaImage")
{
    private const string EngineName = "LambdaImage.Engine";

    private static readonly Assembly Model = typeof(ILambdaImageEngine).Assembly;

    /// <summary>The folder <c>engine</c> beside the cmdlets.</summary>
    public static string DefaultFolder =>
        Path.Combine(Path.GetDirectoryName(typeof(EngineLoadContext).Assembly.Location)!, "engine");

    /// <summary>Answers for the engine alone; null leaves every other name to whoever owns it.</summary>
    /// <remarks>Not by LoadFromAssemblyName: where the file is missing, that would ask the default context, which
    /// asks here again.</remarks>
    public Assembly? FindEngine(AssemblyName name) =>
        string.Equals(name.Name, EngineName, StringComparison.Ordinal) ? Load(name) : null;

    // The records must be the same types on both sides, so the loaded Model wins even over a copy in the folder.
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (string.Equals(assemblyName.Name, Model.GetName().Name, StringComparison.Ordinal)) return Model;

        var path = Path.Combine(folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}

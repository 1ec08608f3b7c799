using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;
using LambdaImage.Formatting;

namespace LambdaImage.Loading;

/// <summary>Lets PowerShell's load context find the engine, and nothing but the engine, in the module's
/// <c>engine</c> folder.</summary>
/// <remarks>
/// Every import adds one handler and every removal takes one away, so a runspace that removes the module does not
/// break another one that still uses it. The first answer wins: more than one handler is harmless.
/// </remarks>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static readonly EngineLoadContext Engine = new(EngineLoadContext.DefaultFolder);

    /// <inheritdoc/>
    public void OnImport()
    {
        AssemblyLoadContext.Default.Resolving += Resolve;
        RecordTypes.Register();
    }

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo) => AssemblyLoadContext.Default.Resolving -= Resolve;

    private static Assembly? Resolve(AssemblyLoadContext asking, AssemblyName name) => Engine.FindEngine(name);
}

using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Inspection.Measuring;

/// <summary>Finds the file that the handler in CMD names, in the forms that Lambda's runtimes have for it.</summary>
internal static class HandlerFiles
{
    private const string RootVariable = "LAMBDA_TASK_ROOT=";
    private const string DefaultRoot = "/var/task";

    private static readonly string[] Endings = [".py", ".js", ".mjs", ".cjs", ".rb", ".ps1"];

    /// <summary>What makes a folder a module: its package, and the module itself.</summary>
    private static readonly string[] FolderModules = ["/__init__.py", "/index.js", "/index.mjs"];

    /// <returns>Absolute paths of what exists; empty where the last word of the command is no handler.</returns>
    public static IReadOnlyList<string> Of(FileTree files, ContainerConfig config)
    {
        if ((config.Cmd is { Count: > 0 } command ? command : config.Entrypoint) is not [.., var handler]) return [];
        var root = config.Env?.LastOrDefault(pair => pair.StartsWith(RootVariable, StringComparison.Ordinal))?[RootVariable.Length..] ?? DefaultRoot;
        return [.. Candidates(handler).Select(path => $"{root.TrimEnd('/')}/{path}").Where(path => files.Find(path) is { Kind: EntryKind.File })];
    }

    private static IEnumerable<string> Candidates(string handler)
    {
        // .NET: assembly::type::method. Java: type::method, or the type alone. Ruby: file.module::class.method.
        if (handler.Split("::") is [var first, _, ..])
            return [$"{first}.dll", $"{first.Replace('.', '/')}.class", $"{first.Split('.')[0]}.rb"];
        var dot = handler.LastIndexOf('.');
        if (dot <= 0) return [$"{handler}.dll"];
        var module = handler[..dot].TrimStart('.', '/');
        // ./.env and .. name no module.
        if (module.Length == 0) return [];
        // Python has dots where the others have slashes, and reads the packages on the way.
        var dotted = module.Replace('.', '/');
        var packages = Enumerable.Range(1, dotted.Length - 1).Where(index => dotted[index] == '/').Select(index => dotted[..index] + "/__init__.py");
        return
        [
            .. packages, .. new[] { module, dotted }.Distinct(StringComparer.Ordinal).SelectMany(name => Endings.Concat(FolderModules).Select(ending => name + ending)),
            $"{handler.Replace('.', '/')}.class",
        ];
    }
}

namespace LambdaImage.Engine.Projects.Deployment;

/// <summary>A declared handler as seen from the project's root, and whether there is a file for it.</summary>
/// <param name="Text">The handler.</param>
/// <param name="Source">Where it was declared.</param>
/// <param name="File">The file it names; null when there is none or the form of the handler names none.</param>
/// <param name="IsMissing">Whether there should be a file and is none.</param>
internal sealed record DeclaredHandler(string Text, DeclaredText Source, string? File, bool IsMissing)
{
    private static readonly string[] NodeModules = [".js", ".mjs", ".cjs"];
    private static readonly string[] TypedModules = [".ts", ".mts", ".cts"];

    /// <summary>Whether the file has to be compiled first, so that the handler Lambda calls is another.</summary>
    public bool IsSource => File is not null && TypedModules.Any(extension => File.EndsWith(extension, StringComparison.Ordinal));

    /// <summary>Works a declared handler out for a runtime: handlers are relative to the folder of the function's code.</summary>
    public static DeclaredHandler Of(ProjectDirectory project, DeclaredFunction function, string runtime)
    {
        var declared = function.Handler!;
        var command = declared.Text;
        // A command of several words is run and not looked up.
        if (command.Contains(' ', StringComparison.Ordinal) || !NamesFile(runtime)) return new DeclaredHandler(command, declared, null, IsMissing: false);
        foreach (var folder in new[] { function.Folder, "" }.Distinct(StringComparer.Ordinal))
        {
            var handler = folder.Length == 0 ? command : $"{folder}/{command}";
            if (project.FirstOf(Candidates(handler, runtime)) is { } file) return new DeclaredHandler(handler, declared, file, IsMissing: false);
        }

        return new DeclaredHandler(command, declared, null, IsMissing: true);
    }

    private static bool NamesFile(string runtime) => runtime is "nodejs" or "python" or "ruby";

    private static IEnumerable<string> Candidates(string handler, string runtime)
    {
        var module = handler[..Math.Max(0, handler.LastIndexOf('.'))];
        if (module.StartsWith("./", StringComparison.Ordinal)) module = module[2..];
        return runtime switch
        {
            "python" => [module.Replace('.', '/') + ".py", module.Replace('.', '/') + "/__init__.py"],
            "ruby" => [module.Split('.')[0] + ".rb", module + ".rb"],
            _ => NodeModules.Concat(TypedModules).Select(extension => module + extension),
        };
    }
}

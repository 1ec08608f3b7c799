using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Frameworks.Ruby;

/// <summary>Finds the method that Lambda calls in a Ruby project. <see href="https://docs.aws.amazon.com/lambda/latest/dg/ruby-handler.html"/></summary>
internal static partial class RubySources
{
    private static readonly string[] Preferred = ["lambda_function.rb", "app.rb", "main.rb", "handler.rb", "index.rb", "function.rb"];

    /// <summary>The first handler: well-known files first, then the others of the root, then those in lib and src.</summary>
    public static (string Handler, Evidence Evidence)? FindHandler(ProjectDirectory project)
    {
        var files = Preferred.Where(project.Exists).Concat(project.Files("*.rb")).Concat(project.Files("src/*.rb")).Concat(project.Files("lib/*.rb")).Concat(project.Files("handlers/*.rb"));
        foreach (var file in files.Distinct(StringComparer.Ordinal))
        {
            if (project.ReadSource(file) is null) continue;
            List<(int Indent, string Name)> modules = [];
            foreach (var (number, text) in project.Lines(file))
            {
                if (Module().Match(text) is { Success: true } module)
                {
                    var indent = module.Groups["indent"].Length;
                    modules.RemoveAll(outer => outer.Indent >= indent);
                    modules.Add((indent, module.Groups["name"].Value));
                }

                var match = Definition().Match(text);
                if (!match.Success) continue;
                var isInModule = match.Groups["indent"].Length > 0;
                if (isInModule && modules.Count == 0) continue;
                // Only methods of the class itself can be called without an object.
                if (isInModule && !match.Groups["self"].Success && !project.ReadSource(file)!.Contains("class << self", StringComparison.Ordinal)) continue;
                var owner = isInModule ? string.Join("::", modules.Where(outer => outer.Indent < match.Groups["indent"].Length).Select(outer => outer.Name)) + "." : "";
                return ($"{file[..^".rb".Length]}.{owner}{match.Groups["name"].Value}", new Evidence(file, number, text.Trim(), "the handler"));
            }
        }

        return null;
    }

    /// <summary>Whether the file of a handler such as <c>app.handler</c> or <c>lambda_function.Shop::Handler.process</c> is there.</summary>
    public static bool Exists(ProjectDirectory project, string handler) => project.Exists(handler.Split('.')[0] + ".rb");

    [GeneratedRegex(
        @"^(?<indent>\s*)def\s+(?<self>self\.)?(?<name>[a-z_]\w*[?!]?)\s*\(\s*event:[^)]*\bcontext:",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Definition();

    [GeneratedRegex(@"^(?<indent>\s*)(module|class)\s+(?<name>[A-Z][\w:]*)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Module();
}

using LambdaImage.Help.Cmdlets;

namespace LambdaImage.Help.Pages;

/// <summary>The ways to call a cmdlet, in short: what tells them apart, and what must be given. All parameters follow on the page.</summary>
internal static class CmdletSyntax
{
    public static IEnumerable<string> Lines(CmdletFacts cmdlet) => cmdlet.Sets.Select(set => Line(cmdlet, set));

    private static string Line(CmdletFacts cmdlet, string set)
    {
        var parameters = cmdlet.Of(set).ToList();
        var shown = parameters.Where(of => of.Use.IsMandatory || of.Use.Position is not null).ToList();
        var words = shown.Select(of => Word(of.Parameter, of.Use)).Prepend(cmdlet.Name);
        return string.Join(' ', shown.Count < parameters.Count ? words.Append("[options]") : words);
    }

    private static string Word(ParameterFacts parameter, ParameterUse use)
    {
        var name = use.Position is null ? $"-{parameter.Name}" : $"[-{parameter.Name}]";
        var word = parameter.IsSwitch ? name : $"{name} <{parameter.TypeName}>";
        return use.IsMandatory ? word : $"[{word}]";
    }
}

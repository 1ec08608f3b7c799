using System.Text.RegularExpressions;

namespace LambdaImage.Tests.Surface;

/// <summary>The next command that an error names can be typed.</summary>
public sealed partial class What_errors_advise
{
    /// <summary>Parameters of PowerShell itself and of other programs.</summary>
    private static readonly string[] Others =
    [
        "Debug", "ErrorAction", "WarningAction", "WhatIf", "Confirm", "Verbose", "NonInteractive", "NoProfile", "Command", "File", "Configuration",
    ];

    private static readonly string Errors = Path.Combine(RepositoryFiles.Root, "src", "LambdaImage.Engine", "Errors");

    public static TheoryData<string> Sources => [.. Directory.EnumerateFiles(Errors, "*.cs", SearchOption.AllDirectories).Select(Path.GetFileName).OfType<string>()];

    [Theory, MemberData(nameof(Sources))]
    public void Names_parameters_that_there_are(string file)
    {
        var text = File.ReadAllText(Directory.EnumerateFiles(Errors, file, SearchOption.AllDirectories).Single());
        var known = Cmdlets.All.SelectMany(Cmdlets.Parameters).Select(parameter => parameter.Name).Concat(Others).ToHashSet(StringComparer.Ordinal);

        Parameter().Matches(text).Select(match => match.Groups["name"].Value).Where(name => !known.Contains(name)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Sources))]
    public void Names_parameters_of_the_cmdlet_that_stands_before_them(string file)
    {
        var text = File.ReadAllText(Directory.EnumerateFiles(Errors, file, SearchOption.AllDirectories).Single());

        foreach (Match call in Call().Matches(text))
        {
            var cmdlet = Cmdlets.All.SingleOrDefault(each => Cmdlets.NameOf(each) == call.Groups["cmdlet"].Value).ShouldNotBeNull(call.Value);
            Parameter().Matches(call.Groups["rest"].Value).Select(match => match.Groups["name"].Value)
                .Except(Cmdlets.Parameters(cmdlet).Select(parameter => parameter.Name)).Except(Others).ShouldBeEmpty(call.Value);
        }
    }

    [GeneratedRegex("(?<![A-Za-z0-9-])-(?<name>[A-Z][A-Za-z]+)(?![A-Za-z=.-])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex("(?<cmdlet>[A-Z][a-z]+-Lambda[A-Za-z]+)(?<rest>( -?[^\\s|;,.()\"\\\\]+)*)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Call();
}

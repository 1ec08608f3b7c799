using System.Text.RegularExpressions;
using LambdaImage.Engine.Configuration;

namespace LambdaImage.Engine.Services.Imports;

/// <summary>Takes over statements of a function's policy, which stand beside it in a template.
/// <see href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-permission.html"/></summary>
/// <param name="tree">Where they go.</param>
/// <param name="functions">Properties of the functions that are taken over, by their names in the template.</param>
internal sealed partial class SamPermission(ImportTree tree, IReadOnlyDictionary<string, ConfigurationMap> functions)
{
    public const string Type = "AWS::Lambda::Permission";

    private static readonly string[] Taken = ["Action", "Principal", "SourceArn", "SourceAccount"];

    /// <summary>Takes a statement over as a whole or not at all: without one of its conditions it would let in more.</summary>
    public void Take(string name, ConfigurationMap statement)
    {
        var theirs = $"Resources.{name}";
        if (FunctionOf(statement.Find("FunctionName")) is not { } function)
        {
            tree.Gap(theirs, statement.Place, "it is for a function that is not made of an image here", "Keep SAM or CloudFormation for it.", blocks: false);
            return;
        }

        ConfigurationMember[] members = [.. statement.Members.Where(member => member.Name != "FunctionName")];
        foreach (var (place, key, value) in members)
        {
            var why = value is UnknownValue unknown ? $"{unknown.Text} {unknown.Reason}" : Taken.Contains(key) ? null : $"{key} has no key here";
            if (why is null) continue;
            tree.Gap($"{theirs}.Properties.{key}", place, why, $"Keep SAM or CloudFormation for it, or write a statement below functions.{function}.permissions.", blocks: false);
            return;
        }

        foreach (var (_, key, value) in members)
            tree.Set(["functions", function, "permissions", name, char.ToLowerInvariant(key[0]) + key[1..]], value, $"{theirs}.Properties.{key}");
    }

    private string? FunctionOf(ConfigurationNode? node) => node switch
    {
        UnknownValue unknown when Reference().Match(unknown.Text) is { Success: true } match && functions.ContainsKey(match.Groups["name"].Value) => match.Groups["name"].Value,
        ConfigurationText { Text: var text } => functions.FirstOrDefault(each => each.Value.Find("FunctionName") is ConfigurationText name && name.Text == text).Key,
        _ => null,
    };

    [GeneratedRegex(@"^!?(Ref|GetAtt) (?<name>[A-Za-z0-9]+)(\.Arn)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reference();
}

using System.Text.RegularExpressions;
using System.Xml.Linq;
using LambdaImage.Help.Cmdlets;
using LambdaImage.Help.Pages;

namespace LambdaImage.Help.Maml;

/// <summary>Writes pages of cmdlets in the form that Get-Help reads.
/// <see href="https://learn.microsoft.com/powershell/scripting/developer/help/writing-help-for-windows-powershell-cmdlets"/></summary>
internal static partial class MamlDocument
{
    private static readonly XNamespace Items = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    private static readonly ParameterUse Anywhere = new(Set: null, IsMandatory: false, Position: null, ByValue: false, ByName: false);

    public static XDocument Of(IEnumerable<(CmdletFacts Cmdlet, CmdletPage Page)> cmdlets) => new(new XElement(
        Items + "helpItems",
        new XAttribute("schema", "maml"),
        cmdlets.Select(of => Of(of.Cmdlet, of.Page))));

    private static XElement Of(CmdletFacts cmdlet, CmdletPage page) => new(
        Command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", Maml),
        new XAttribute(XNamespace.Xmlns + "command", Command),
        new XAttribute(XNamespace.Xmlns + "dev", Dev),
        new XElement(
            Command + "details",
            new XElement(Command + "name", cmdlet.Name),
            new XElement(Command + "verb", cmdlet.Verb),
            new XElement(Command + "noun", cmdlet.Noun),
            Description([page.Synopsis])),
        Description(page.Description),
        new XElement(Command + "syntax", cmdlet.Sets.Select(set => new XElement(
            Command + "syntaxItem",
            new XElement(Maml + "name", cmdlet.Name),
            cmdlet.Of(set).Select(of => Parameter(of.Parameter, of.Use, page)),
            Questions(cmdlet, page)))),
        new XElement(
            Command + "parameters",
            cmdlet.Parameters.Select(parameter => Parameter(parameter, Widest(parameter), page)),
            Questions(cmdlet, page)),
        new XElement(Command + "inputTypes", cmdlet.Parameters.Where(parameter => parameter.Uses.Any(use => use.ByValue)).Select(parameter => new XElement(
            Command + "inputType", Type(parameter.Type.FullName!), Description([$"Binds to -{parameter.Name}."])))),
        new XElement(Command + "returnValues", new XElement(Command + "returnValue", Type(cmdlet.Output.FullName!), Description([]))),
        new XElement(Maml + "alertSet", new XElement(Maml + "alert", Paragraphs(page.Notes))),
        new XElement(Command + "examples", page.Examples.Select((example, i) => new XElement(
            Command + "example",
            new XElement(Maml + "title", $"-------- Example {i + 1}: {example.Title} --------"),
            new XElement(Dev + "code", example.Code),
            new XElement(Dev + "remarks", Paragraphs(example.Remarks))))),
        new XElement(Command + "relatedLinks", Links(cmdlet, page)));

    private static XElement Parameter(ParameterFacts parameter, ParameterUse use, CmdletPage page) => new(
        Command + "parameter",
        new XAttribute("required", use.IsMandatory),
        new XAttribute("variableLength", parameter.Type.IsArray),
        new XAttribute("globbing", parameter.Wildcards),
        new XAttribute("pipelineInput", use.Pipeline),
        new XAttribute("position", use.Position is { } position ? position : "named"),
        new XAttribute("aliases", parameter.Aliases.Count > 0 ? string.Join(", ", parameter.Aliases) : "none"),
        new XElement(Maml + "name", parameter.Name),
        Description(page.Parameters.GetValueOrDefault(parameter.Name, [])),
        Values(parameter),
        parameter.IsSwitch ? null : new XElement(
            Command + "parameterValue",
            new XAttribute("required", true),
            new XAttribute("variableLength", parameter.Type.IsArray),
            parameter.TypeName),
        Type(parameter.TypeName),
        new XElement(Dev + "defaultValue", parameter.IsSwitch ? "False" : DefaultValue().Match(parameter.Summary).Groups["value"].Value));

    private static XElement? Values(ParameterFacts parameter) => parameter.Values.Count == 0 ? null : new(
        Command + "parameterValueGroup",
        parameter.Values.Select(value => new XElement(
            Command + "parameterValue", new XAttribute("required", false), new XAttribute("variableLength", false), value)));

    private static IEnumerable<XElement> Questions(CmdletFacts cmdlet, CmdletPage page) =>
        (cmdlet.Changes ? ["WhatIf", "Confirm"] : Array.Empty<string>()).Select(name => Parameter(
            new(name, typeof(System.Management.Automation.SwitchParameter), "", name == "WhatIf" ? ["wi"] : ["cf"], [], Wildcards: false, [Anywhere]), Anywhere, page));

    /// <summary>What holds in any parameter set: Get-Help shows one description for all of them.</summary>
    private static ParameterUse Widest(ParameterFacts parameter) => new(
        Set: null,
        parameter.Uses.All(use => use.IsMandatory),
        parameter.Uses.Select(use => use.Position).FirstOrDefault(position => position is not null),
        parameter.Uses.Any(use => use.ByValue),
        parameter.Uses.Any(use => use.ByName));

    /// <summary>The first link is the one that -Online opens.</summary>
    private static IEnumerable<XElement> Links(CmdletFacts cmdlet, CmdletPage page) => page.Links.Select(link => Link().Match(link))
        .Select(link => (Words: link.Groups["words"].Value, Address: link.Groups["address"].Value))
        .Select(link => (link.Words, Address: link.Address.Contains("://", StringComparison.Ordinal) ? link.Address : ""))
        .Prepend(("Online version", ProjectAddress.OfCmdlet(cmdlet.Name)))
        .Select(link => new XElement(Maml + "navigationLink", new XElement(Maml + "linkText", link.Item1), new XElement(Maml + "uri", link.Item2)));

    private static XElement Type(string name) => new(Dev + "type", new XElement(Maml + "name", name), new XElement(Maml + "uri"));

    private static XElement Description(IEnumerable<string> paragraphs) => new(Maml + "description", Paragraphs(paragraphs));

    private static IEnumerable<XElement> Paragraphs(IEnumerable<string> paragraphs) =>
        paragraphs.Select(paragraph => new XElement(Maml + "para", PlainText.Of(paragraph)));

    [GeneratedRegex(@"\[(?<words>[^\]]+)\]\((?<address>[^)]+)\)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex(@"\b[Dd]efault: (?<value>[^.;]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex DefaultValue();
}

namespace LambdaImage.Help.Cmdlets;

/// <summary>What the metadata of a cmdlet says.</summary>
/// <param name="Name">Verb and noun.</param>
/// <param name="DefaultSet">Parameter set that is taken when nothing decides; null: there is one set only.</param>
/// <param name="Changes">Whether it knows -WhatIf and -Confirm.</param>
/// <param name="Output">Type of the objects it writes.</param>
/// <param name="Parameters">Its own parameters, by name.</param>
internal sealed record CmdletFacts(string Name, string? DefaultSet, bool Changes, Type Output, IReadOnlyList<ParameterFacts> Parameters)
{
    public string Verb => Name[..Name.IndexOf('-', StringComparison.Ordinal)];

    public string Noun => Name[(Verb.Length + 1)..];

    /// <summary>Names of the parameter sets, the default first; one empty name when there is one set only.</summary>
    public IReadOnlyList<string> Sets
    {
        get
        {
            var names = Parameters.SelectMany(parameter => parameter.Uses).Select(use => use.Set).OfType<string>().Distinct(StringComparer.Ordinal)
                .OrderBy(name => name != DefaultSet).ThenBy(name => name, StringComparer.Ordinal).ToList();
            return names.Count == 0 ? [""] : names;
        }
    }

    /// <summary>Parameters of a set in the order of the syntax: by position, then mandatory ones, then by name.</summary>
    public IEnumerable<(ParameterFacts Parameter, ParameterUse Use)> Of(string set) =>
        from parameter in Parameters
        let use = parameter.Uses.FirstOrDefault(use => use.Set is null || use.Set == set)
        where use is not null
        orderby use.Position ?? int.MaxValue, !use.IsMandatory, parameter.Name
        select (parameter, use);
}

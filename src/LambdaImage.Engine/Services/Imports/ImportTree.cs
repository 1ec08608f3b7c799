using System.Globalization;
using LambdaImage.Engine.Configuration;

namespace LambdaImage.Engine.Services.Imports;

/// <summary>Collects what a file says in the keys of lambda-image.yml, and what it says that has none.</summary>
/// <param name="start">The beginning of the file.</param>
internal sealed class ImportTree(ConfigurationPlace start)
{
    private const int LongestShown = 60;

    private readonly Branch _root = new(start);
    private readonly List<ImportGap> _gaps = [];

    public IReadOnlyList<ImportGap> Gaps => _gaps;

    /// <summary>The configuration as far as it was collected.</summary>
    public ConfigurationMap Root => _root.ToMap();

    /// <summary>Sets a key; names on the way are made. A value that is there already stays.</summary>
    /// <param name="path">Names from the root.</param>
    /// <param name="value">The value.</param>
    /// <param name="theirs">Their key, for what cannot be worked out.</param>
    public void Set(IReadOnlyList<string> path, ConfigurationNode value, string theirs)
    {
        if (Known(value, theirs) is { } known) _root.Set(path, known);
    }

    /// <summary>Sets a text that follows from what stands in a place.</summary>
    public void Set(IReadOnlyList<string> path, string text, ConfigurationPlace place) =>
        _root.Set(path, new ConfigurationText(place, text, IsQuoted: text is not ("true" or "false") && !int.TryParse(text, CultureInfo.InvariantCulture, out _)));

    /// <summary>Adds to a list what is not in it yet.</summary>
    public void Append(IReadOnlyList<string> path, ConfigurationList list, string theirs)
    {
        if (Known(list, theirs) is not ConfigurationList { Items: var added }) return;
        ConfigurationNode[] there = [.. (_root.Find(path) as ConfigurationList)?.Items ?? []];
        _root.Replace(path, list with { Items = [.. there, .. added.Where(item => item is not ConfigurationText text || !there.Any(other => other is ConfigurationText { Text: var own } && own == text.Text))] });
    }

    /// <summary>Takes tags over that are a list of <c>Key</c> and <c>Value</c>, as CloudFormation has them.</summary>
    public void Tags(IReadOnlyList<string> path, ConfigurationList list, string theirs)
    {
        foreach (var item in list.Items)
        {
            if (item is ConfigurationMap tag && Text(tag.Find("Key"), theirs) is { } key && tag.Find("Value") is { } value) Set([.. path, key], value, $"{theirs}.{key}");
            else Form(item, theirs);
        }
    }

    /// <summary>Makes a section, even when nothing comes into it.</summary>
    public void Section(IReadOnlyList<string> path, ConfigurationPlace place) => _root.Section(path, place);

    /// <summary>Takes the members of a section over as a table says. What is no section, or has a name that is not in the table, is noted.</summary>
    /// <param name="section">The section.</param>
    /// <param name="table">Their keys below it.</param>
    /// <param name="theirs">Path of the section in their file, as in the table.</param>
    /// <param name="shown">The same with names in the place of <c>*</c>.</param>
    /// <param name="ours">Names that our keys are below.</param>
    /// <param name="special">Takes keys that change their form.</param>
    public void Take(
        ConfigurationNode section, IReadOnlyList<ImportKey> table, string theirs, string shown, IReadOnlyList<string> ours, Action<string, ConfigurationMember> special)
    {
        if (section is not ConfigurationMap map)
        {
            Form(section, shown);
            return;
        }

        foreach (var member in map.Members)
        {
            var path = theirs.Length == 0 ? member.Name : $"{theirs}.{member.Name}";
            var told = shown.Length == 0 ? member.Name : $"{shown}.{member.Name}";
            if (table.FirstOrDefault(key => key.Theirs == path) is not { } row)
            {
                // What is below a key of the table is taken by the reader that knows the section.
                if (table.Any(key => key.Theirs.StartsWith(path + ".", StringComparison.Ordinal))) special(path, member);
                else Unknown(told, member.Place);
                continue;
            }

            if (row.IsSpecial) special(path, member);
            else if (row.Ours.Length > 0) Set([.. ours, .. row.Ours.Split('.')], member.Value, told);
            else if (!row.IsSilent) Gap(told, member.Place, row.Note);
        }
    }

    /// <summary>Notes a key that is in no table.</summary>
    public void Unknown(string key, ConfigurationPlace place) => Gap(key, place, "LambdaImage knows no such key", "Keep using the other tool for it.", blocks: false);

    /// <summary>Notes a value of another form than its key should have; nothing is noted where there is no value.</summary>
    public void Form(ConfigurationNode node, string theirs)
    {
        if (Known(node, theirs) is { } known) Gap(theirs, known.Place, "its value has a form that LambdaImage does not know", "Write it into lambda-image.yml.", blocks: false);
    }

    /// <summary>Notes that something has no counterpart, in the words of the table: why, then what to do.</summary>
    public void Gap(string key, ConfigurationPlace place, string note)
    {
        var end = note.IndexOf(": ", StringComparison.Ordinal);
        Gap(key, place, end < 0 ? note.TrimEnd('.') : note[..end], end < 0 ? "Keep using the other tool for it." : note[(end + 2)..], blocks: false);
    }

    public void Gap(string key, ConfigurationPlace place, string reason, string instead, bool blocks) =>
        _gaps.Add(new ImportGap(key, place, reason, instead, blocks));

    /// <summary>The text of a node; null when it is no text, or cannot be worked out, which is noted.</summary>
    public string? Text(ConfigurationNode? node, string theirs) => node is null ? null : (Known(node, theirs) as ConfigurationText)?.Text;

    /// <summary>The node without what cannot be worked out; null when nothing of it is left.</summary>
    private ConfigurationNode? Known(ConfigurationNode node, string theirs)
    {
        switch (node)
        {
            case UnknownValue unknown:
                Gap(theirs, unknown.Place, $"{Shortened(unknown.Text)} {unknown.Reason}", unknown.Instead, blocks: true);
                return null;
            case ConfigurationText { IsNothing: true }:
                return null;
            case ConfigurationList list:
                return list with { Items = [.. list.Items.Select((item, index) => Known(item, string.Create(CultureInfo.InvariantCulture, $"{theirs}[{index}]"))).OfType<ConfigurationNode>()] };
            case ConfigurationMap map:
                return map with
                {
                    Members = [.. map.Members.Select(member => (Member: member, Value: Known(member.Value, $"{theirs}.{member.Name}")))
                        .Where(each => each.Value is not null).Select(each => each.Member with { Value = each.Value! })],
                };
            default:
                return node;
        }
    }

    private static string Shortened(string text) => text.Length <= LongestShown ? text : text[..LongestShown] + "…";

    private sealed class Branch(ConfigurationPlace place)
    {
        private readonly List<(string Name, Branch Value)> _members = [];
        private ConfigurationNode? _value;

        public void Set(IReadOnlyList<string> path, ConfigurationNode value)
        {
            if (path.Count == 0)
            {
                // Two of their keys can mean one of ours: both say the same, or the more specific was read first.
                if (_value is null && _members.Count == 0) _value = value;
                return;
            }

            Child(path[0], value.Place).Set([.. path.Skip(1)], value);
        }

        /// <summary>The value at a path; null: there is none.</summary>
        public ConfigurationNode? Find(IReadOnlyList<string> path) =>
            path.Count == 0 ? _value : _members.Find(member => member.Name == path[0]).Value?.Find([.. path.Skip(1)]);

        /// <summary>Sets a value in place of the one that is there.</summary>
        public void Replace(IReadOnlyList<string> path, ConfigurationNode value)
        {
            if (path.Count == 0) _value = value;
            else Child(path[0], value.Place).Replace([.. path.Skip(1)], value);
        }

        public void Section(IReadOnlyList<string> path, ConfigurationPlace at)
        {
            if (path.Count > 0) Child(path[0], at).Section([.. path.Skip(1)], at);
        }

        public ConfigurationMap ToMap() => new(place, [.. _members.Select(member => new ConfigurationMember(member.Value.Place, member.Name, member.Value.ToNode()))]);

        private ConfigurationPlace Place => _value?.Place ?? place;

        private ConfigurationNode ToNode() => _value ?? ToMap();

        private Branch Child(string name, ConfigurationPlace at)
        {
            // A value that is a map itself becomes a branch as soon as something comes below it.
            if (_value is ConfigurationMap map)
            {
                foreach (var member in map.Members)
                {
                    var child = new Branch(member.Place) { _value = member.Value };
                    _members.Add((member.Name, child));
                }

                _value = null;
            }

            if (_members.Find(member => member.Name == name).Value is { } found) return found;
            var made = new Branch(at);
            _members.Add((name, made));
            return made;
        }
    }
}

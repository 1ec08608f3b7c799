using LambdaImage.Engine.Errors;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LambdaImage.Engine.Configuration;

/// <summary>Reads YAML into nodes that know where they stand. Only what a configuration needs: no anchors, no tags, no second document, no depth that could
/// exhaust the stack.</summary>
internal sealed class ConfigurationYaml
{
    private const int DeepestNesting = 16;

    private readonly IParser _events;
    private readonly Func<Mark, ConfigurationPlace> _place;

    private ConfigurationYaml(string text, Func<Mark, ConfigurationPlace> place)
    {
        _events = new Parser(new StringReader(text));
        _place = place;
    }

    /// <summary>Reads a file's text.</summary>
    /// <exception cref="LambdaImageException">It is not YAML, or uses what is not read here.</exception>
    public static ConfigurationNode? ReadFile(string text, string path) =>
        new ConfigurationYaml(text, mark => new ConfigurationPlace(path, Math.Max(1, (int)mark.Line), Math.Max(1, (int)mark.Column))).Read();

    /// <summary>Reads the value of a parameter, all of which stands in one place.</summary>
    /// <exception cref="LambdaImageException">It is not YAML, or uses what is not read here.</exception>
    public static ConfigurationNode ReadValue(string text, ConfigurationPlace place) =>
        new ConfigurationYaml(text, _ => place).Read() ?? new ConfigurationText(place, "", IsQuoted: false);

    private ConfigurationNode? Read()
    {
        try
        {
            _events.Consume<StreamStart>();
            if (_events.Accept<StreamEnd>(out _)) return null;
            _events.Consume<DocumentStart>();
            var root = Node(0);
            _events.Consume<DocumentEnd>();
            if (_events.TryConsume<DocumentStart>(out var second)) throw ConfigurationErrors.SecondDocument(_place(second.Start));
            return root;
        }
        catch (YamlException error)
        {
            throw ConfigurationErrors.NotYaml(_place(error.Start), error.Message);
        }
    }

    private ConfigurationNode Node(int depth)
    {
        if (_events.TryConsume<AnchorAlias>(out var alias)) throw ConfigurationErrors.Alias(_place(alias.Start), $"*{alias.Value}");
        if (_events.Current is NodeEvent { Anchor.IsEmpty: false } anchored) throw ConfigurationErrors.Alias(_place(anchored.Start), $"&{anchored.Anchor.Value}");
        // "!" alone only says that a text is a text.
        if (_events.Current is NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } tag } tagged) throw ConfigurationErrors.Tagged(_place(tagged.Start), tag.Value);
        var place = _place(_events.Current!.Start);
        if (depth > DeepestNesting) throw ConfigurationErrors.TooDeep(place, DeepestNesting);
        if (_events.TryConsume<Scalar>(out var scalar)) return new ConfigurationText(place, scalar.Value, scalar.Style != ScalarStyle.Plain);
        if (_events.TryConsume<SequenceStart>(out _))
        {
            List<ConfigurationNode> items = [];
            while (!_events.TryConsume<SequenceEnd>(out _)) items.Add(Node(depth + 1));
            return new ConfigurationList(place, items);
        }

        _events.Consume<MappingStart>();
        List<ConfigurationMember> members = [];
        while (!_events.TryConsume<MappingEnd>(out _)) members.Add(Member(members, depth));
        return new ConfigurationMap(place, members);
    }

    private ConfigurationMember Member(List<ConfigurationMember> known, int depth)
    {
        var key = Node(depth + 1);
        if (key is not ConfigurationText { Text: var name }) throw ConfigurationErrors.NotAKey(key.Place);
        if (known.Find(member => member.Name == name) is { } first) throw ConfigurationErrors.Duplicate(key.Place, name, first.Place);
        return new ConfigurationMember(key.Place, name, Node(depth + 1));
    }
}

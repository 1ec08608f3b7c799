using System.Text.Json;
using System.Text.RegularExpressions;
using System.Web;

namespace LambdaImage.TestKit.Aws;

/// <summary>AWS's published description of one service, and what it has to say against a request: unknown or missing
/// members, wrong types, values outside of enums, patterns and limits, a wrong method or path.</summary>
internal sealed class ServiceModel(JsonElement model)
{
    private static readonly TimeSpan PatternLimit = TimeSpan.FromSeconds(1);

    private readonly JsonElement _shapes = model.GetProperty("shapes");
    private readonly JsonElement _operations = model.GetProperty("operations");

    private string Protocol => model.GetProperty("metadata").GetProperty("protocol").GetString()!;

    /// <summary>The values that a string may have.</summary>
    public IEnumerable<string> Enum(string shape) =>
        _shapes.GetProperty(shape).GetProperty("enum").EnumerateArray().Select(value => value.GetString()!);

    /// <returns>What is wrong with the request; empty: AWS's model takes it.</returns>
    public IReadOnlyList<string> Check(string operation, string method, Uri uri, string body)
    {
        if (!_operations.TryGetProperty(operation, out var description)) return [$"there is no operation {operation}"];
        var problems = new List<string>();
        var http = description.GetProperty("http");
        if (http.GetProperty("method").GetString() != method) problems.Add($"{operation} is no {method}");
        var given = Protocol switch
        {
            "query" => Form(description, body, problems),
            "rest-json" => Rest(description, uri, body, problems),
            _ => body.Length == 0 ? [] : Members(JsonSerializer.Deserialize<JsonElement>(body)),
        };
        if (description.TryGetProperty("input", out var input)) Structure(input.GetProperty("shape").GetString()!, given, operation, problems);
        else if (given.Count > 0) problems.Add($"{operation} takes nothing, but was given {string.Join(", ", given.Keys)}");
        return problems;
    }

    private Dictionary<string, JsonElement> Rest(JsonElement operation, Uri uri, string body, List<string> problems)
    {
        var template = operation.GetProperty("http").GetProperty("requestUri").GetString()!.Split('?')[0].TrimEnd('/');
        // An endpoint may have a path of its own before.
        var pattern = Regex.Replace(Regex.Escape(template), @"\\\{(?<name>[A-Za-z]+)\+?}", "(?<${name}>[^/]+)", RegexOptions.ExplicitCapture, PatternLimit) + "/?$";
        var match = Regex.Match(uri.AbsolutePath, pattern, RegexOptions.ExplicitCapture, PatternLimit);
        if (!match.Success) problems.Add($"{uri.AbsolutePath} does not follow {template}");
        // A blob that is the whole body is the caller's own.
        var isBlob = operation.TryGetProperty("input", out var shape)
            && _shapes.GetProperty(shape.GetProperty("shape").GetString()!).TryGetProperty("payload", out _);
        var given = isBlob || body.Length == 0 ? [] : Members(JsonSerializer.Deserialize<JsonElement>(body));
        foreach (Group group in match.Groups)
        {
            if (group.Name != "0") given[group.Name] = Text(Uri.UnescapeDataString(group.Value));
        }

        if (!operation.TryGetProperty("input", out var input)) return given;
        var members = _shapes.GetProperty(input.GetProperty("shape").GetString()!).GetProperty("members").EnumerateObject().ToArray();
        foreach (var (key, values) in HttpUtility.ParseQueryString(uri.Query) is var query ? query.AllKeys.Select(key => (key!, query.GetValues(key)!)) : [])
        {
            var member = members.FirstOrDefault(each => Location(each.Value) == "querystring" && each.Value.GetProperty("locationName").GetString() == key);
            if (member.Name is null) problems.Add($"there is no query parameter {key}");
            else given[member.Name] = ShapeOf(member.Value).GetProperty("type").GetString() is "list"
                ? JsonSerializer.SerializeToElement(values)
                : Scalar(member.Value, values[0]);
        }

        return given;
    }

    /// <summary>Fields such as <c>Tags.member.1.Key</c>, put together by the shapes that they belong to.</summary>
    private Dictionary<string, JsonElement> Form(JsonElement operation, string body, List<string> problems)
    {
        var form = HttpUtility.ParseQueryString(body);
        var fields = form.AllKeys.Where(key => key is not ("Action" or "Version" or null)).ToDictionary(key => key!, key => form[key]!, StringComparer.Ordinal);
        var given = operation.TryGetProperty("input", out var input) ? FormMembers(fields, ShapeOf(input), "") : [];
        problems.AddRange(fields.Keys.Select(field => $"there is no member {field}"));
        return given;
    }

    private Dictionary<string, JsonElement> FormMembers(Dictionary<string, string> fields, JsonElement structure, string prefix) =>
        structure.GetProperty("members").EnumerateObject()
            .Select(member => (member.Name, member.Value, Field: prefix + (NameIn(member.Value) ?? member.Name)))
            .Where(member => fields.Keys.Any(field => field == member.Field || field.StartsWith(member.Field + ".", StringComparison.Ordinal)))
            .ToDictionary(member => member.Name, member => FormValue(fields, member.Value, member.Field), StringComparer.Ordinal);

    /// <summary>Takes its fields away: what is left in the end belongs nowhere.</summary>
    private JsonElement FormValue(Dictionary<string, string> fields, JsonElement member, string field)
    {
        var shape = ShapeOf(member);
        var isFlat = shape.TryGetProperty("flattened", out var flat) && flat.GetBoolean();
        switch (shape.GetProperty("type").GetString())
        {
            case "structure":
                return JsonSerializer.SerializeToElement(FormMembers(fields, shape, field + "."));
            case "list":
                var item = shape.GetProperty("member");
                return JsonSerializer.SerializeToElement(
                    Numbered(fields, isFlat ? field : $"{field}.{NameIn(item) ?? "member"}").Select(each => FormValue(fields, item, each)).ToArray());
            case "map":
                return JsonSerializer.SerializeToElement(Numbered(fields, isFlat ? field : field + ".entry").ToDictionary(
                    each => FormValue(fields, shape.GetProperty("key"), each + ".key").GetString()!,
                    each => FormValue(fields, shape.GetProperty("value"), each + ".value"), StringComparer.Ordinal));
            default:
                return Scalar(member, fields.Remove(field, out var text) ? text : "");
        }
    }

    private static string[] Numbered(Dictionary<string, string> fields, string prefix) =>
        [.. fields.Keys.Where(field => field.StartsWith(prefix + ".", StringComparison.Ordinal))
            .Select(field => prefix + "." + field[(prefix.Length + 1)..].Split('.')[0]).Distinct(StringComparer.Ordinal)];

    private JsonElement Scalar(JsonElement member, string value) => ShapeOf(member).GetProperty("type").GetString() switch
    {
        "integer" or "long" when long.TryParse(value, out var number) => JsonSerializer.SerializeToElement(number),
        "boolean" when bool.TryParse(value, out var flag) => JsonSerializer.SerializeToElement(flag),
        _ => Text(value),
    };

    private void Structure(string name, Dictionary<string, JsonElement> given, string path, List<string> problems)
    {
        var shape = _shapes.GetProperty(name);
        if (shape.TryGetProperty("required", out var required))
        {
            foreach (var missing in required.EnumerateArray().Select(member => member.GetString()!).Where(member => !given.ContainsKey(member)))
                problems.Add($"{path} lacks {missing}");
        }

        var members = shape.GetProperty("members");
        foreach (var (key, value) in given)
        {
            if (members.TryGetProperty(key, out var member)) Value(member.GetProperty("shape").GetString()!, value, $"{path}.{key}", problems);
            else problems.Add($"{path} has no member {key}");
        }
    }

    private void Value(string name, JsonElement value, string path, List<string> problems)
    {
        var shape = _shapes.GetProperty(name);
        switch (shape.GetProperty("type").GetString())
        {
            case "structure" when Is(JsonValueKind.Object):
                Structure(name, Members(value), path, problems);
                break;
            case "list" when Is(JsonValueKind.Array):
                Limits(shape, value.GetArrayLength(), path, problems);
                foreach (var item in value.EnumerateArray()) Value(Target("member"), item, path + "[]", problems);
                break;
            case "map" when Is(JsonValueKind.Object):
                foreach (var (key, item) in Members(value))
                {
                    Value(Target("key"), Text(key), path + " (key)", problems);
                    Value(Target("value"), item, $"{path}.{key}", problems);
                }

                break;
            case "string" when Is(JsonValueKind.String):
                String(shape, value.GetString()!, path, problems);
                break;
            case "integer" or "long" when Is(JsonValueKind.Number):
                Limits(shape, value.GetInt64(), path, problems);
                break;
            case "float" or "double" when Is(JsonValueKind.Number):
                Limits(shape, value.GetDouble(), path, problems);
                break;
            case "boolean" when value.ValueKind is not (JsonValueKind.True or JsonValueKind.False):
                problems.Add($"{path} is no boolean");
                break;
        }

        bool Is(JsonValueKind kind)
        {
            if (value.ValueKind == kind) return true;
            problems.Add($"{path} is {value.ValueKind} instead of {kind}");
            return false;
        }

        string Target(string part) => shape.GetProperty(part).GetProperty("shape").GetString()!;
    }

    private static void String(JsonElement shape, string text, string path, List<string> problems)
    {
        Limits(shape, text.Length, path, problems);
        if (shape.TryGetProperty("enum", out var values) && values.EnumerateArray().All(value => value.GetString() != text))
            problems.Add($"{path}: '{text}' is not among {values.GetRawText()}");
        // Services match the whole text, whether the pattern is anchored or not.
        if (shape.TryGetProperty("pattern", out var pattern)
            && !Regex.IsMatch(text, $"^(?:{pattern.GetString()})$", RegexOptions.Singleline, PatternLimit))
        {
            problems.Add($"{path}: '{text}' does not match {pattern.GetString()}");
        }
    }

    private static void Limits(JsonElement shape, double size, string path, List<string> problems)
    {
        if (shape.TryGetProperty("min", out var min) && size < min.GetDouble()) problems.Add($"{path}: {size} is below {min}");
        if (shape.TryGetProperty("max", out var max) && size > max.GetDouble()) problems.Add($"{path}: {size} is above {max}");
    }

    private JsonElement ShapeOf(JsonElement member) => _shapes.GetProperty(member.GetProperty("shape").GetString()!);

    private static string? NameIn(JsonElement member) => member.TryGetProperty("locationName", out var name) ? name.GetString() : null;

    private static string? Location(JsonElement member) => member.TryGetProperty("location", out var location) ? location.GetString() : null;

    private static Dictionary<string, JsonElement> Members(JsonElement value) =>
        value.EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);

    private static JsonElement Text(string value) => JsonSerializer.SerializeToElement(value);
}

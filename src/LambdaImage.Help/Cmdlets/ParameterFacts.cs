namespace LambdaImage.Help.Cmdlets;

/// <summary>What the metadata and the comment of a parameter say.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Summary">Its documentation comment.</param>
/// <param name="Aliases">Other names for it.</param>
/// <param name="Values">All values it takes, where they are few; else empty.</param>
/// <param name="Wildcards">Whether wildcards are expanded.</param>
/// <param name="Uses">How it is used, once for each parameter set.</param>
internal sealed record ParameterFacts(
    string Name, Type Type, string Summary, IReadOnlyList<string> Aliases, IReadOnlyList<string> Values, bool Wildcards, IReadOnlyList<ParameterUse> Uses)
{
    public bool IsSwitch => Type.Name == "SwitchParameter";

    /// <summary>Its type as PowerShell writes it.</summary>
    public string TypeName => NameOf(Type);

    private static string NameOf(Type type) =>
        type.IsArray ? NameOf(type.GetElementType()!) + "[]"
        : Nullable.GetUnderlyingType(type) is { } value ? NameOf(value)
        : type.Name;
}

/// <summary>Use of a parameter in a set.</summary>
/// <param name="Set">The set; null: all of them.</param>
/// <param name="IsMandatory">Whether it must be given.</param>
/// <param name="Position">Its position; null: by name only.</param>
/// <param name="ByValue">Whether whole objects of the pipeline bind to it.</param>
/// <param name="ByName">Whether properties of objects in the pipeline bind to it.</param>
internal sealed record ParameterUse(string? Set, bool IsMandatory, int? Position, bool ByValue, bool ByName)
{
    /// <summary>In the words that Get-Help shows.</summary>
    public string Pipeline => (ByValue, ByName) switch
    {
        (true, true) => "True (ByPropertyName, ByValue)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };
}

using System.Management.Automation;
using System.Reflection;

namespace LambdaImage.Help.Cmdlets;

/// <summary>Reads the cmdlets of an assembly. PowerShellStandard's attributes have no values at run time, so the raw metadata is read.</summary>
internal sealed class CmdletReader(Assembly assembly)
{
    private readonly DocumentationComments _comments = DocumentationComments.Beside(assembly);

    public IReadOnlyList<CmdletFacts> ReadAll() =>
        [.. assembly.GetExportedTypes().Where(type => Data<CmdletAttribute>(type).Any()).Select(Read).OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal)];

    private CmdletFacts Read(Type type)
    {
        var cmdlet = Data<CmdletAttribute>(type).Single();
        var parameters = type.GetProperties().Where(property => Data<ParameterAttribute>(property).Any())
            .Select(Read).OrderBy(parameter => parameter.Name, StringComparer.Ordinal);
        return new(
            string.Join('-', cmdlet.ConstructorArguments.Select(argument => argument.Value)),
            Named<string>(cmdlet, "DefaultParameterSetName"),
            Named<bool>(cmdlet, "SupportsShouldProcess"),
            (Type)Data<OutputTypeAttribute>(type).Single().ConstructorArguments.SelectMany(Flat).Single()!,
            [.. parameters]);
    }

    private ParameterFacts Read(PropertyInfo property)
    {
        var plain = Plain(property.PropertyType);
        var choices = Data<ValidateSetAttribute>(property).SelectMany(set => set.ConstructorArguments.SelectMany(Flat)).OfType<string>();
        return new(
            property.Name,
            property.PropertyType,
            _comments.SummaryOf(property),
            [.. Data<AliasAttribute>(property).SelectMany(alias => alias.ConstructorArguments.SelectMany(Flat)).OfType<string>()],
            [.. plain.IsEnum ? Enum.GetNames(plain) : choices],
            Data<SupportsWildcardsAttribute>(property).Any(),
            [.. Data<ParameterAttribute>(property).Select(Read)]);
    }

    private static ParameterUse Read(CustomAttributeData use) => new(
        Named<string>(use, "ParameterSetName"),
        Named<bool>(use, "Mandatory"),
        use.NamedArguments.Any(argument => argument.MemberName == "Position") ? Named<int>(use, "Position") : null,
        Named<bool>(use, "ValueFromPipeline"),
        Named<bool>(use, "ValueFromPipelineByPropertyName"));

    private static Type Plain(Type type)
    {
        var element = type.IsArray ? type.GetElementType()! : type;
        return Nullable.GetUnderlyingType(element) ?? element;
    }

    private static IEnumerable<CustomAttributeData> Data<TAttribute>(MemberInfo member) =>
        member.GetCustomAttributesData().Where(data => data.AttributeType == typeof(TAttribute));

    private static T? Named<T>(CustomAttributeData data, string name) =>
        data.NamedArguments.FirstOrDefault(argument => argument.MemberName == name).TypedValue.Value is T value ? value : default;

    private static IEnumerable<object?> Flat(CustomAttributeTypedArgument argument) =>
        argument.Value is IEnumerable<CustomAttributeTypedArgument> list ? list.SelectMany(Flat) : [argument.Value];
}

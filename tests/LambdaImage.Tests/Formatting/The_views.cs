using System.Text.RegularExpressions;
using System.Xml.Linq;
using LambdaImage.Formatting;

namespace LambdaImage.Tests.Formatting;

public sealed class The_views
{
    private static readonly XDocument Views = XDocument.Parse(RepositoryFiles.Read("src/LambdaImage/Formatting/LambdaImage.Format.ps1xml"));

    private const RegexOptions Plain = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;

    public static TheoryData<Type> Records =>
        [typeof(LambdaProject), typeof(LambdaDockerfile), typeof(BuiltLambdaImage), typeof(PublishedLambdaImage), typeof(LambdaFunctionDeployment), typeof(LambdaFunctionImage), typeof(LambdaFunctionComparison), typeof(LambdaFunctionRelease), typeof(ImageScan), typeof(ImageCopy), typeof(ExportedLambdaImage), typeof(LambdaImageSbom), typeof(LambdaImageInvocation), typeof(LambdaImageMeasurement), typeof(MeasuredLayer), typeof(LambdaImageDifference), typeof(ImageFileDifference), typeof(RepositoryImage), typeof(RepositoryCleanup), typeof(CacheCleanup), typeof(RemovedLambdaFunction), typeof(ImportedConfiguration), typeof(DockerfileFinding)];

    [Theory, MemberData(nameof(Records))]
    public void Are_a_table_first_then_a_list_and_a_wide_one(Type record) =>
        Of(record).Select(view => view.Descendants().First(part => part.Name.LocalName.EndsWith("Control", StringComparison.Ordinal)).Name.LocalName)
            .ShouldBe(["TableControl", "ListControl", "WideControl"]);

    [Fact]
    public void Exist_for_these_records_only() =>
        Views.Descendants("TypeName").Select(name => name.Value).Distinct()
            .ShouldBe(((IEnumerable<object[]>)Records).Select(row => ((Type)row[0]).FullName!), ignoreOrder: true);

    [Theory, MemberData(nameof(Records))]
    public void Name_only_properties_that_exist(Type record)
    {
        var named = Of(record).Descendants("PropertyName").Select(name => name.Value)
            .Concat(Of(record).Descendants("ScriptBlock").SelectMany(script => Regex.Matches(script.Value, @"\$_\.(?<name>\w+)", Plain)).Select(match => match.Groups["name"].Value));

        named.ShouldNotBeEmpty();
        named.Where(name => record.GetProperty(name) is null).ShouldBeEmpty();
    }

    [Fact]
    public void Call_only_words_that_exist()
    {
        var called = Views.Descendants("ScriptBlock").SelectMany(script => Regex.Matches(script.Value, @"\[(?<type>[\w.]+)\]::(?<method>\w+)", Plain))
            .Select(match => (Type: match.Groups["type"].Value, Method: match.Groups["method"].Value)).Distinct().ToArray();

        called.Select(call => call.Type).Distinct().ShouldBe([typeof(_Format).FullName!]);
        called.Where(call => typeof(_Format).GetMethod(call.Method) is null).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Records))]
    public void Fit_into_80_columns(Type record)
    {
        var widths = Of(record).Descendants("TableColumnHeader").Select(column => (int?)column.Element("Width") ?? 8).ToArray();

        (widths.Sum() + widths.Length - 1).ShouldBeLessThanOrEqualTo(80);
    }

    [Theory, MemberData(nameof(Records))]
    public void Have_a_cell_for_each_column(Type record) =>
        Of(record).Descendants("TableColumnItem").Count().ShouldBe(Of(record).Descendants("TableColumnHeader").Count());

    private static XElement[] Of(Type record) =>
        [.. Views.Descendants("View").Where(view => view.Element("ViewSelectedBy")!.Element("TypeName")!.Value == record.FullName)];
}

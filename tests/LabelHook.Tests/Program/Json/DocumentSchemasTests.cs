namespace LabelHook.Tests.Program.Json;

public static class DocumentSchemasTests
{
    private const string Approved = "hooks/schemas";

    public static TheoryData<string> Names => [.. DocumentSchemas.Documents.Keys];

    // After a change of a document: look at the difference, and copy the new schemas.
    [Theory]
    [MemberData(nameof(Names))]
    public static void Each_document_has_an_approved_schema(string name)
    {
        var schema = DocumentSchemas.Write(name);
        var approved = Repository.At($"{Approved}/{name}.json");
        var made = Path.Join(
            Directory.CreateDirectory(Path.Join(AppContext.BaseDirectory, "schemas")).FullName, $"{name}.json");
        File.WriteAllText(made, schema);

        Assert.True(
            File.Exists(approved) && File.ReadAllText(approved) == schema,
            $"{approved} is not the schema of the document; the new one is {made}");
    }

    [Fact]
    public static void There_is_no_other_schema() => Assert.Equal(
        DocumentSchemas.Documents.Keys,
        Directory.EnumerateFiles(Repository.At(Approved)).Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal));
}

namespace LabelHook.Tests.Program.Json;

public static class DocumentSchemasTests
{
    public static TheoryData<string, string> Names =>
    [
        .. from schemas in DocumentSchemas.All
           from name in schemas.Documents.Keys
           select (schemas.Program, name),
    ];

    public static TheoryData<string> Programs => [.. DocumentSchemas.All.Select(schemas => schemas.Program)];

    // After a change of a document: look at the difference, and copy the new schemas.
    [Theory]
    [MemberData(nameof(Names))]
    public static void Each_document_has_an_approved_schema(string program, string name)
    {
        var schemas = SchemasOf(program);
        var schema = schemas.Write(name);
        var approved = Repository.At($"{schemas.Folder}/{name}.json");
        var made = Path.Join(AppContext.BaseDirectory, schemas.Folder, $"{name}.json");
        Directory.CreateDirectory(Path.GetDirectoryName(made)!);
        File.WriteAllText(made, schema);

        Assert.True(
            File.Exists(approved) && File.ReadAllText(approved) == schema,
            $"{approved} is not the schema of the document; the new one is {made}");
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public static void There_is_no_other_schema(string program)
    {
        var schemas = SchemasOf(program);

        Assert.Equal(
            schemas.Documents.Keys,
            Directory.EnumerateFiles(Repository.At(schemas.Folder)).Select(file => Path.GetFileNameWithoutExtension(file))
                .Order(StringComparer.Ordinal));
    }

    private static DocumentSchemas SchemasOf(string program) =>
        DocumentSchemas.All.Single(schemas => schemas.Program == program);
}

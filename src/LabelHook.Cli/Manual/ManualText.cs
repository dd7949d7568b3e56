namespace LabelHook.Cli.Manual;

// What the manual says and the definitions of the commands do not.
internal static class ManualText
{
    // The day on which this text was changed.
    public const string Date = "2026-11-22";

    public const string Description = """
        .SH DESCRIPTION
        LabelHook reads the labels of a module's container image, allocates its TCP and UDP ports from the node's ports database,
        and writes the environment file that the module's systemd units load with \fBEnvironmentFile=\fR.
        Ports stay with a module until they are explicitly released.
        .PP
        Standard output is the result.
        Messages go to standard error; with \fB\-\-json\fR an error is one JSON object there, with a code that is stable.
        .PP
        These labels are read:
        .TP
        \fBorg.nethserver.tcp\-ports\-demand\fR, \fBorg.nethserver.udp\-ports\-demand\fR
        How many consecutive ports the module gets, and the most that it may have.
        .TP
        \fBorg.nethserver.authorizations\fR
        \fIagent\fR:\fIrole\fR[,\fIrole\fR...], blanks between them: what the module may ask of others.
        With \fBnode:allocate\-ports\fR and \fBnode:deallocate\-ports\fR it may change its own ports.
        .PP
        \fBlabelhook scan\fR and \fBlabelhook watch\fR let a module follow one image of its repository:
        of those that arrived since the last scan, the one that was created last;
        among images with the same creation time, the one with the greatest tag.
        Numbers in tags compare as numbers, a pre\-release comes before its release, and tags like \fBlatest\fR come before all versions.
        Where an image has no usable creation time (none, before 2013, or in the future), tags alone decide.
        They never install an image that is older than the module's own,
        nor one whose label for ports is missing where the module has ports;
        \fBlabelhook install\fR does.
        """;

    public const string Rest = """
        .SH EXIT STATUS
        .TP
        .B 0
        Done.
        .TP
        .B 1
        Could not, \fBcheck\fR found something, or \fBadopt\fR left something out: one sentence on standard error says what was wrong, the value, and what is accepted.
        Nothing was changed, unless the sentence says so.
        .TP
        .B 2
        Called wrongly.
        .PP
        \fBlabelhook check\fR ends with 1 when it found something, too.
        \fBlabelhook exec\fR ends as its command does, with 127 when there is no such command and with 126 when it cannot be run; the steps of \fBlabelhook ns8\fR end with the codes of NethServer 8.
        .SH ENVIRONMENT
        .TP
        .B LABELHOOK_STATE
        The state folder, if \fB\-\-state\fR names none; after it systemd's \fBSTATE_DIRECTORY\fR is asked, then the user's \fBXDG_STATE_HOME\fR.
        .TP
        .B LABELHOOK_DATABASE
        The ports database, wherever else it would be.
        .TP
        \fBCONTAINER_HOST\fR, \fBDOCKER_HOST\fR
        The container engine, if neither \fB\-\-engine\fR nor the configuration names one; after them the docker context
        is asked (\fBDOCKER_CONTEXT\fR, \fBDOCKER_CONFIG\fR).
        .TP
        \fBDOCKER_TLS\fR, \fBDOCKER_TLS_VERIFY\fR
        Ask for TLS, which labelhook does not speak: it refuses to ask such an engine.
        .TP
        \fBCONTAINERS_STORAGE_CONF\fR, \fBCONTAINERS_STORAGE_CONF_OVERRIDE\fR, \fBSTORAGE_DRIVER\fR, \fBSTORAGE_OPTS\fR, \fBXDG_DATA_HOME\fR, \fBHOME\fR
        Where podman keeps its images.
        .TP
        \fBCONTAINERS_REGISTRIES_CONF\fR, \fBREGISTRIES_CONFIG_PATH\fR, \fBXDG_CONFIG_HOME\fR, \fBXDG_CACHE_HOME\fR
        Where podman keeps its configuration and the aliases of short names.
        .TP
        .B XDG_RUNTIME_DIR
        Where an engine of the user listens.
        .TP
        \fBAGENT_TASK_USER\fR, \fBAGENT_COMFD\fR
        Who asks for a step of \fBlabelhook ns8\fR, and the number of the pipe on which the agent of NethServer 8 listens.
        .TP
        \fBNOTIFY_SOCKET\fR, \fBJOURNAL_STREAM\fR
        Where systemd hears that \fBlabelhook watch\fR is ready, and whether standard error is its journal.
        .TP
        \fBNO_COLOR\fR, \fBTERM\fR
        Whether a terminal gets colours: not if the first is set, or the second is \fBdumb\fR.
        .SH FILES
        .TP
        .I /etc/labelhook/labelhook.yaml
        The configuration: \fBband\fR, \fBexclude\fR, \fBavoid\-in\-use\fR, \fBsingle\-port\-list\fR, \fBlog\-days\fR, \fBlog\-rows\fR, \fBdatabase\fR, \fBenvironment\-file\fR, \fBengine\fR,
        \fBmodules\fR; all are optional.
        .TP
        .I /var/lib/labelhook
        The state folder of root; that of others is
        .IR ~/.local/state/labelhook .
        .TP
        .I /usr/local/lib/systemd/system/labelhook*
        Units that run \fBlabelhook install\fR, \fBlabelhook scan\fR and \fBlabelhook watch\fR.
        .TP
        .I ports.sqlite
        The ports database, in the state folder.
        .TP
        .I modules/MODULE/environment
        The environment file of a module, in the state folder.
        .SH EXAMPLES
        Allocate the ports that an image demands, and show them:
        .PP
        .nf
        .RS
        labelhook install mattermost1 mattermost.yaml
        labelhook list mattermost1
        .RE
        .fi
        .PP
        Give it one more port, in its own name and within what its image demands:
        .PP
        .nf
        .RS
        labelhook install chat1 runtime\-ports.yaml
        labelhook deallocate chat1 \-\-protocol udp \-\-as module/chat1
        labelhook allocate chat1 1 \-\-protocol udp \-\-as module/chat1
        .RE
        .fi
        .PP
        Reserve ports for something that is not a module:
        .PP
        .nf
        .RS
        labelhook reserve 20100\-20199 \-\-protocol udp \-\-reason "SIP trunk"
        .RE
        .fi
        .PP
        Complete command lines in this bash:
        .PP
        .nf
        .RS
        source <(labelhook completion bash)
        .RE
        .fi
        .SH SEE ALSO
        .BR labelhook.yaml (5),
        .BR podman (1),
        .BR docker (1),
        .BR systemd.exec (5)
        """;
}
